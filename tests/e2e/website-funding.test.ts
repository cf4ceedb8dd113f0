import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aFundingRequest, aPot } from '../support/funding-nouns.ts';
import { fundingVisitorOf } from '../support/funding-visitor.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { siteOf } from '../support/site.ts';
import { pdf, postFile } from '../support/uploads.ts';

let hub: TestPlatform;
let people: ReturnType<typeof fundingVisitorOf>;
beforeAll(async () => {
  hub = await startTestPlatform();
  people = fundingVisitorOf(hub);
  await hub.moveClockTo(new Date('2026-11-02T09:00:00Z'));
});
afterAll(() => hub.stop());

const { open } = siteOf(() => hub);
const send = (path: string, Cookie: string, fields: Record<string, string>) =>
  open(path, { method: 'POST', headers: { Origin: hub.url, Cookie }, body: new URLSearchParams(fields) });
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Follows an emailed link, as a browser does that keeps its cookie. */
async function follow(path: string, token: string) {
  const response = await open(`${path}?token=${token}`);
  expect([response.status, response.headers.get('location')]).toEqual([303, path]);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function begun(workEmail: string, changes: Parameters<typeof aFundingRequest>[1] = {}) {
  const request = await people.begin(aFundingRequest(workEmail, changes));
  const path = `/funding-requests/${request.fundingRequestId}`;
  return { ...request, path, cookie: await follow(path, request.token) };
}

describe('a task of a funding request', () => {
  it('is opened with what was saved, in pounds and in parts of a day', async () => {
    const { path, cookie: Cookie } = await begun('tasks@nhs.net');
    const cost = await (await open(`${path}/cost`, { headers: { Cookie } })).text();
    expect([hidden(cost, 'version'), cost]).toEqual(['1', expect.stringContaining('value="333.33"')]);
    expect(cost).toMatch(/name="paysFor-course-fee"[^>]* checked/);
    const course = await (await open(`${path}/course`, { headers: { Cookie } })).text();
    expect(course).toMatch(/name="startsOn\[month\]"[^>]* value="2"/);
    expect(course).toContain('value="london-south-bank" selected');
  });

  it('does not undo what was changed in another window meanwhile, and loses nothing that was typed', async () => {
    const { path, cookie } = await begun('two.windows@nhs.net');
    const fields = { version: '1', costPence: '100', amountPence: '50', 'paysFor-course-fee': 'course-fee' };
    expect((await send(`${path}/cost`, cookie, fields)).status).toBe(303);
    const late = await send(`${path}/cost`, cookie, { ...fields, costPence: '2,000.50' });
    const html = await late.text();
    expect([late.status, hidden(html, 'version')]).toEqual([409, '2']);
    expect(html).toContain('value="2,000.50"');
  });

  it('says at the field what is none of what is asked for, and saves nothing of it', async () => {
    const { path, cookie: Cookie, fundingRequestId, token } = await begun('wrong@nhs.net');
    for (const wrong of ['1.234', '-5', '1e3', 'free', '£'.repeat(3)]) {
      const fields = { version: '1', costPence: wrong, amountPence: '50', 'paysFor-course-fee': 'course-fee' };
      const refused = await send(`${path}/cost`, Cookie, fields);
      expect([refused.status, await refused.text()], wrong).toEqual([
        422,
        expect.stringContaining('Enter what the course costs, in pounds'),
      ]);
    }
    const day = { 'startsOn[day]': '31', 'startsOn[month]': '2', 'startsOn[year]': '2027' };
    const none = {
      ...day,
      courseName: 'x',
      level: 'level-6',
      'endsOn[day]': '1',
      'endsOn[month]': '4',
      'endsOn[year]': '2027',
    };
    const refused = await send(`${path}/course`, Cookie, { version: '1', providerId: 'london-south-bank', ...none });
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('id="startsOn-error"')]);
    const { version } = accepted(await hub.api.getFundingRequest({ path: { fundingRequestId } }, { token })).body;
    expect(version).toBe(1);
  });

  it('shows what somebody typed as text', async () => {
    const name = '<img src=x onerror=alert(1)>"\'';
    const { path, cookie: Cookie } = await begun('script@nhs.net', { reason: name, otherFunding: name });
    for (const page of ['', '/reason', '/cost', '/send']) {
      const html = await (await open(`${path}${page}`, { headers: { Cookie } })).text();
      expect(html, page).not.toContain('<img');
    }
  });
});

describe('a file', () => {
  it('goes from the form to where it is kept, and nowhere else; the store leads back to the clean address of its page', async () => {
    const { path, cookie: Cookie } = await begun('uploads@nhs.net');
    const form = await send(`${path}/documents`, Cookie, { purpose: 'evidence', contentType: 'application/pdf' });
    const html = await form.text();
    const url = /<form action="(http[^"]+)"/.exec(html)?.[1] ?? '';
    const policy = form.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`form-action 'self' ${new URL(url).origin};`);
    expect(policy).toContain(`connect-src 'self' ${new URL(url).origin};`);
    // Of this page alone.
    const ofOthers = (await open(path, { headers: { Cookie } })).headers.get('content-security-policy');
    expect(ofOthers).toContain("form-action 'self';");
    expect(ofOthers).toContain("connect-src 'self';");
    const fields = Object.fromEntries(
      [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const posted = await postFile({ url, fields }, await pdf('evidence'));
    const back = new URL(posted.headers.get('location') ?? '');
    expect([posted.status, back.origin + back.pathname]).toEqual([303, `${hub.url}${path}/documents`]);
    const clean = await open(back.pathname + back.search, { headers: { Cookie } });
    expect([clean.status, clean.headers.get('location')]).toEqual([303, `${path}/documents`]);
    expect(await (await open(`${path}/documents`, { headers: { Cookie } })).text()).toContain('evidence.pdf');
  });

  it('is called in its list what somebody calls it, as text, or else what it is', async () => {
    const { path, cookie: Cookie, fundingRequestId, token } = await begun('names.files@nhs.net');
    const evidence = { purpose: 'evidence', contentType: 'application/pdf' };
    const name = '<b>Invoice</b> no.2041';
    expect((await send(`${path}/documents`, Cookie, { ...evidence, filename: ` ${name} ` })).status).toBe(200);
    expect((await send(`${path}/documents`, Cookie, { ...evidence, filename: ' ' })).status).toBe(200);
    const { items } = accepted(await hub.api.listDocuments({ path: { fundingRequestId } }, { token })).body;
    expect(items.map(({ filename }) => filename).sort()).toEqual([`${name}.pdf`, 'evidence.pdf']);
    const html = await (await open(`${path}/documents`, { headers: { Cookie } })).text();
    expect(html).toContain('&lt;b&gt;Invoice&lt;/b&gt; no.2041.pdf');
    for (const [wrong, said] of [
      ['x'.repeat(250), 'Enter 200 characters or fewer'],
      ['gpj.exe\u202e', 'Remove the characters that cannot be shown'],
    ] as const) {
      const refused = await send(`${path}/documents`, Cookie, { ...evidence, filename: wrong });
      const again = await refused.text();
      expect([refused.status, again]).toEqual([422, expect.stringContaining(said)]);
      expect(again).toContain('id="filename-error"');
      expect(again).toContain(`value="${wrong}"`);
    }
  });

  it('goes there by a script of that page, too, which reads the answer: that it is there, or why it is not', async () => {
    const { fundingRequestId, token } = await begun('by.script@nhs.net');
    const form = async () => {
      const file = { filename: 'a.pdf', contentType: 'application/pdf' as const, returnTo: '/funding' };
      const body = { purpose: 'evidence' as const, ...file };
      const { uploadByScript, largestBytes } = accepted(
        await hub.api.addDocument({ path: { fundingRequestId }, body }, { token }),
      ).body;
      if (!uploadByScript) throw new Error('There is no form for a script');
      return { ...uploadByScript, largestBytes };
    };
    const headers = { Origin: hub.url };
    const readable = (answer: { headers: Headers }) => answer.headers.get('access-control-allow-origin');
    const first = await form();
    const preflight = await fetch(first.url, {
      method: 'OPTIONS',
      headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
    });
    expect([preflight.status, readable(preflight)]).toEqual([200, hub.url]);
    const there = await postFile(first, await pdf('by script'), { headers });
    expect([there.status, readable(there)]).toEqual([201, hub.url]);
    const tooLarge = await postFile(first, new Uint8Array(first.largestBytes + 1), { headers });
    expect([tooLarge.status, readable(tooLarge)]).toEqual([400, hub.url]);
    expect(tooLarge.text).toContain('<Code>EntityTooLarge</Code>');
    const tooLate = await form();
    await hub.moveClockTo(new Date((await hub.now()).getTime() + 11 * 60_000));
    const late = await postFile(tooLate, await pdf('late'), { headers });
    expect([late.status, readable(late)]).toEqual([403, hub.url]);
    // No page of anybody else.
    const elsewhere = await postFile(await form(), await pdf('x'), { headers: { Origin: 'https://evil.example' } });
    expect(readable(elsewhere)).toBeNull();
  });

  it('leads back to a page of ours, whatever is asked for', async () => {
    const { fundingRequestId, token } = await begun('redirected@nhs.net');
    for (const returnTo of [
      '//evil.example',
      'https://evil.example',
      '/a/../b',
      '/a?b',
      '/\\evil.example',
      '/@evil.example',
    ]) {
      const body = {
        purpose: 'evidence' as const,
        filename: 'a.pdf',
        contentType: 'application/pdf' as const,
        returnTo,
      };
      const refused = await hub.api.addDocument({ path: { fundingRequestId }, body }, { token });
      expect(refused, returnTo).toMatchObject({ status: 422 });
    }
  });
});

describe('the link to a statement', () => {
  it('opens that statement, and neither its request nor another', async () => {
    const potId = await people.pot(aPot());
    const own = await begun('asks.manager@nhs.net', { potId });
    const { statementId, token } = await people.asked(own, 'manager', 'pat.page@nhs.net');
    const path = `/statements/${statementId}`;
    const Cookie = await follow(path, token);
    const html = await (await open(path, { headers: { Cookie } })).text();
    expect(html).toContain('asks us to pay for a course');
    expect(html).not.toContain('asks.manager@nhs.net');
    expect((await open(own.path, { headers: { Cookie } })).status).toBe(403);
    expect((await open('/statements/01KEX4S6V8Z2M9Q3T7R5W1YB0C', { headers: { Cookie } })).status).toBe(403);
    const answers = {
      supports: 'yes',
      releaseTime: 'paid',
      excessPaidBy: 'employer',
      text: 'We need this.',
      key: hidden(html, 'key'),
    };
    for (const _ of [1, 2]) expect((await send(path, Cookie, answers)).status).toBe(303);
    expect(await (await open(path, { headers: { Cookie } })).text()).toContain('We have your statement');
    await hub.untilEmailsSent();
    expect(
      (await hub.emailsTo('asks.manager@nhs.net')).filter(({ subject }) =>
        subject.includes('supports your funding request'),
      ),
    ).toHaveLength(1);
  });

  it('is answered by nobody else’s page', async () => {
    const own = await begun('forged@nhs.net');
    const { statementId, token } = await people.asked(own, 'manager', 'pat.forged@nhs.net');
    const Cookie = await follow(`/statements/${statementId}`, token);
    const forged = await open(`/statements/${statementId}`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', Cookie },
      body: new URLSearchParams({ supports: 'yes', releaseTime: 'paid', excessPaidBy: 'nobody', text: 'Yes' }),
    });
    expect(forged.status).toBe(403);
  });
});
