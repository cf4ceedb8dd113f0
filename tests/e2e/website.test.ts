import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform, until } from '../support/platform.ts';
import { keyOf, siteOf } from '../support/site.ts';

let hub: TestPlatform;
let sessionId: string;
beforeAll(async () => {
  hub = await startTestPlatform();
  sessionId = await hub.publishSession({ title: 'Wound care <b>today</b>' });
});
afterAll(() => hub.stop());

const { open } = siteOf(() => hub);

/** As a browser sends a form of a page of ours. */
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = { Origin: hub.url }) =>
  open(path, { method: 'POST', headers, body: new URLSearchParams(fields) });

const filledIn = (workEmail: string) => ({
  name: "Siobhán O'Brien",
  workEmail,
  odsCode: 'G85001',
  borough: 'Lambeth',
  jobRole: 'practice-nurse',
  jobTitle: 'Nurse',
});

describe('a page', () => {
  it('asks nobody else for anything, runs no script of a page’s own, and is kept by nobody', async () => {
    for (const path of ['/', '/sessions', `/sessions/${sessionId}`, `/sessions/${sessionId}/book`, '/nothing']) {
      const response = await open(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("script-src 'self'");
      expect(policy, path).not.toContain('unsafe');
      expect(response.headers.get('referrer-policy'), path).toBe('same-origin');
      expect(response.headers.get('cache-control'), path).toBe('no-store');
      const html = await response.text();
      expect(html, path).not.toMatch(/<script(?![^>]* src="\/assets\/)/);
      expect(html, path).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(html, path).not.toMatch(/ style=| on\w+=/);
    }
  });

  it('has what it is drawn with beside it, kept for good and compressed', async () => {
    const html = await (await open('/')).text();
    const [styles = '', script = ''] = [...html.matchAll(/\/assets\/[a-z-]+-[0-9a-f]{8}\.(?:css|js)/g)].map(
      ([path]) => path,
    );
    for (const [path, type] of [
      [styles, 'text/css'],
      [script, 'text/javascript'],
    ] as const) {
      const response = await open(path);
      expect(response.headers.get('content-type')).toContain(type);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(await response.text()).not.toMatch(/https?:\/\/|Frutiger|@font-face/);
    }
    expect((await open('/assets/%2e%2e%2findex.cjs')).status).toBe(404);
    expect((await open('/assets/nothing.css')).status).toBe(404);
  });

  it('weighs 100 KB at most on the first visit with all that it is drawn with, and 15 KB after', async () => {
    const weigh = async (path: string) =>
      new Promise<number>((weighed, failed) => {
        const asked = get(`${hub.url}${path}`, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
          });
          response.on('end', () => weighed(bytes));
        });
        asked.on('error', failed);
      });
    const paths = ['/', '/sessions', `/sessions/${sessionId}`, `/sessions/${sessionId}/book`, '/funding/check'];
    for (const path of [...paths, '/funding/start', '/register', '/certificates', '/lost-link', '/privacy-policy']) {
      const html = await (await open(path)).text();
      const drawn = [...new Set(html.match(/\/assets\/[\w./-]+/g))];
      expect(drawn.length, path).toBeGreaterThan(1);
      const [page = 0, ...assets] = await Promise.all([path, ...drawn].map(weigh));
      expect(page, path).toBeLessThanOrEqual(15 * 1024);
      expect(
        assets.reduce((sum, bytes) => sum + bytes, page),
        path,
      ).toBeLessThanOrEqual(100 * 1024);
    }
  });

  it('says what staff wrote as text, and nothing as markup', async () => {
    const html = await (await open(`/sessions/${sessionId}`)).text();
    expect(html).toContain('Wound care &lt;b&gt;today&lt;/b&gt;');
    expect(html).not.toContain('<b>today</b>');
  });

  it('says what is wrong and what to do next where there is none, and the API answers as it does', async () => {
    const page = await open('/sessions/01KEX4S6V8Z2M9Q3T7R5W1YB0C');
    expect([page.status, await page.text()]).toEqual([
      404,
      expect.stringContaining('See which sessions you can book now'),
    ]);
    expect((await open('/sessions/nothing')).status).toBe(404);
    expect((await open('/nothing/at/all')).status).toBe(404);
    const api = await open('/v1/nothing');
    expect(api.headers.get('content-type')).toContain('application/problem+json');
    expect(await api.json()).toMatchObject({ status: 404 });
  });

  it('is a page as well where the gateway answers by itself, to who asks for one, and the API’s problem to everybody else', async () => {
    // More than the gateway takes.
    const refused = (accept: string, path = '/sessions') =>
      open(path, { headers: { Accept: accept, 'X-Long': 'x'.repeat(11_000) } });
    const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const path of ['/sessions', '/account', '/v1/sessions']) {
      const page = await refused(browsers, path);
      expect([page.status, page.headers.get('content-type')], path).toEqual([413, 'text/html']);
      expect(page.headers.get('referrer-policy'), path).toBe('no-referrer');
      const html = await page.text();
      expect(html).toContain('<h1>What you sent is too large</h1>');
      expect(html).toContain('<a href="/">');
      expect(html).not.toContain('$context');
    }
    for (const [accept, type] of [
      ['application/json, application/problem+json', 'application/json'],
      ['application/problem+json', 'application/problem+json'],
      ['*/*', 'application/json'],
      ['image/avif,text/html', 'application/json'],
    ] as const) {
      const problem = await refused(accept);
      expect([problem.status, problem.headers.get('content-type')], accept).toEqual([413, type]);
      expect(await problem.json()).toMatchObject({
        type: 'urn:training-hub:problem:too-large',
        instance: problem.headers.get('x-amzn-requestid'),
      });
    }
  });

  it('narrows the list by what is chosen, and says so at the field where that is none', async () => {
    const other = await hub.publishSession({ title: 'Ear care', format: 'in-person', venue: 'The hall' });
    const found = async (query: string) =>
      (await (await open(`/sessions?${query}`)).text()).match(/\/sessions\/01\w+/g);
    await until(
      () => found('q=ear+care'),
      (paths) => paths?.[0] === `/sessions/${other}`,
      15_000,
      'the session to be listed',
    );
    expect(await found('format=in-person&q=')).toEqual([`/sessions/${other}`]);
    expect(await found('format=webinar')).toEqual([`/sessions/${sessionId}`]);
    const none = await open('/sessions?q=nothing+like+it');
    expect([none.status, await none.text()]).toEqual([200, expect.stringContaining('There is no session like this')]);
    const wrong = await open('/sessions?format=by-post');
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('id="format-error"')]);
  });
});

describe('a form', () => {
  it('is one booking, however often it is sent', async () => {
    const form = await (await open(`/sessions/${sessionId}/book`)).text();
    const fields = { ...filledIn('double.click@nhs.net'), key: keyOf(form) };
    expect(fields.key).toMatch(/^[\w-]{36}$/);
    const sent = await Promise.all([1, 2, 3].map(() => send(`/sessions/${sessionId}/book`, fields)));
    for (const { status, headers } of sent)
      expect([status, headers.get('location')]).toEqual([303, `/sessions/${sessionId}/booked`]);
    await hub.untilEmailsSent();
    expect(await hub.emailsTo('double.click@nhs.net')).toHaveLength(1);
  });

  it('is taken from pages of ours alone', async () => {
    const path = `/sessions/${sessionId}/book`;
    for (const headers of [{ Origin: 'https://elsewhere.example' }, { Origin: 'null' }, {}] as Record<
      string,
      string
    >[]) {
      const refused = await send(path, filledIn('stranger@nhs.net'), headers);
      expect([refused.status, await refused.text()]).toEqual([
        403,
        expect.stringContaining('You cannot see this page'),
      ]);
    }
    const same = await send(path, filledIn('same@nhs.net'), { 'Sec-Fetch-Site': 'same-origin' });
    expect(same.status).toBe(303);
    await hub.untilEmailsSent();
    expect(await hub.emailsTo('stranger@nhs.net')).toEqual([]);
  });

  it('loses nothing that was typed, and says at each field what to enter', async () => {
    const fields = { ...filledIn('typo at nhs'), jobTitle: '', name: 'O\'Brien "<Siobhán>"' };
    const refused = await send(`/sessions/${sessionId}/book`, fields);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain('href="#jobTitle"');
    expect(html).toContain('value="typo at nhs"');
    expect(html).toMatch(/<option value="practice-nurse" selected(="")?>/);
    expect(html).not.toContain('<Siobhán>');
  });

  it('asks for an agreement where somebody says what would help them, in the words of today', async () => {
    const path = `/sessions/${sessionId}/book`;
    const needs = { ...filledIn('needs@nhs.net'), accessNeeds: 'A hearing loop' };
    const asked = await send(path, needs);
    expect([asked.status, await asked.text()]).toEqual([422, expect.stringContaining('Tick that you agree')]);
    const older = await send(path, { ...needs, accessNeedsAgreed: '99' });
    expect([older.status, await older.text()]).toEqual([409, expect.stringContaining('have changed')]);
    expect((await send(path, { ...needs, accessNeedsAgreed: '1' })).status).toBe(303);
  });

  it('is there still where what it is sent to gives no answer, or has been busy with it already', async () => {
    const path = `/sessions/${sessionId}/book`;
    const form = await (await open(path)).text();
    const fields = { ...filledIn('no.answer@nhs.net'), key: keyOf(form) };
    for (const [error, words] of [
      ['TooManyRequestsException', 'We are busy at the moment'],
      ['InternalFailure', 'Sorry, something went wrong on our side'],
    ] as const) {
      // Neither can the session be read then.
      await hub.fault({ service: 'lambda', operation: 'Invoke', error, status: 429, count: 2 });
      const refused = await send(path, fields);
      const html = await refused.text();
      expect([refused.status, html]).toEqual([503, expect.stringContaining(words)]);
      expect(keyOf(html)).toBe(fields.key);
      expect(html).toContain('value="no.answer@nhs.net"');
    }
    expect((await send(path, fields)).status).toBe(303);
    const changed = await send(path, { ...fields, jobTitle: 'Another' });
    expect([changed.status, await changed.text()]).toEqual([
      409,
      expect.stringContaining('You may have sent this already'),
    ]);
  });

  it('is refused as none where it is none, and nothing breaks', async () => {
    const headers = { Origin: hub.url, 'Content-Type': 'multipart/form-data' };
    const refused = await open(`/sessions/${sessionId}/book`, { method: 'POST', headers, body: 'nothing' });
    expect([refused.status, await refused.text()]).toEqual([415, expect.stringContaining('Sorry, that did not work')]);
    expect((await open('/sessions/')).status).toBe(200);
  });

  it('says why a session cannot be booked', async () => {
    const full = await hub.publishSession({ capacity: 1, hasWaitingList: false });
    await hub.book(full, 'first@nhs.net');
    const refused = await send(`/sessions/${full}/book`, filledIn('second@nhs.net'));
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining('Every place on this session'),
    ]);
    // Nobody fills in what cannot be sent.
    const form = await open(`/sessions/${full}/book`);
    expect([form.status, form.headers.get('location')]).toEqual([303, `/sessions/${full}`]);
  });
});

describe('the link in an email', () => {
  const booked = async (workEmail: string, changes: Parameters<TestPlatform['publishSession']>[0] = {}) => {
    const id = await hub.publishSession(changes);
    await hub.book(id, workEmail);
    const [email] = await hub.untilEmails(workEmail, 1);
    const [link = '', notMe = ''] = email?.text.match(/http:\S+\?token=\S+/g) ?? [];
    return { link, notMe, path: new URL(link).pathname };
  };
  /** As a browser goes on: the clean address, with the cookie of that thing. */
  async function follow(link: string) {
    const response = await fetch(link, { redirect: 'manual' });
    const [cookie = ''] = response.headers.getSetCookie();
    return { response, cookie, Cookie: cookie.split(';')[0] ?? '' };
  }

  it('leaves its token in a cookie of that one thing, and in no address, page or log', async () => {
    const { link, path } = await booked('cookie@nhs.net');
    const { response, cookie, Cookie } = await follow(link);
    const token = new URL(link).searchParams.get('token') ?? 'none';
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(path);
    const forAWorkingDay = 'Max-Age=43200';
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      forAWorkingDay,
      `Path=${path}`,
      'SameSite=Lax',
      'Secure',
    ]);
    const page = await open(path, { headers: { Cookie } });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('You have a place')]);
    expect(html).not.toContain(token);
    expect(hub.logs()).not.toContain(token);
    const forged = ['wrong-wrong-wrong-wrong', '%F0%9F%98%80', '%0d%0aX-A:%20b', `${token}%00`];
    for (const headers of [{}, ...forged.map((each) => ({ Cookie: `__Secure-link=${each}` }))] as Record<
      string,
      string
    >[]) {
      const refused = await open(path, { headers });
      expect([401, 403]).toContain(refused.status);
      expect(await refused.text()).toContain('Open the link in your email again');
    }
  });

  it('leaves its token in no address, whatever it leads to', async () => {
    const token = 'a'.repeat(43);
    const id = '01KEX4S6V8Z2M9Q3T7R5W1YB0C';
    for (const path of ['bookings', 'funding-requests', 'statements', 'registrations', 'accounts', 'new-emails'])
      for (const below of ['', '/not-me']) {
        const { response, cookie } = await follow(`${hub.url}/${path}/${id}${below}?token=${token}`);
        expect([response.status, response.headers.get('location')]).toEqual([303, `/${path}/${id}${below}`]);
        expect(cookie).toContain(`Path=/${path}/${id};`);
      }
    const ofNews = await follow(`${hub.url}/stop-news?token=${id}.${token}`);
    expect(ofNews.response.headers.get('location')).toBe('/stop-news');
    expect(ofNews.cookie).toContain('Path=/stop-news;');
    for (const path of [`/?token=${token}`, '/bookings/%0a/x?token=short']) {
      const { response, cookie } = await follow(`${hub.url}${path}`);
      expect([response.status, response.headers.get('location')]).toEqual([303, path.split('?')[0]]);
      expect(cookie).toBe('');
    }
    const head = await fetch(`${hub.url}/bookings/${id}?token=${token}`, { method: 'HEAD', redirect: 'manual' });
    expect(head.status).toBe(303);
  });

  it('changes nothing by being opened, and cancels by a button, which says what that costs', async () => {
    const policy = {
      unit: 'calendar-days' as const,
      notice: 30,
      feeBands: [{ upToMinutes: null, pence: 5000 }],
      payer: 'practice' as const,
      waivedBySubstitute: true,
    };
    const { link, path } = await booked('late@nhs.net', { cancellationPolicy: policy });
    const { Cookie } = await follow(link);
    const post = (fields: Record<string, string>) => send(`${path}/cancel`, fields, { Cookie, Origin: hub.url });
    const asked = await (await open(`${path}/cancel`, { headers: { Cookie } })).text();
    expect(asked).toContain('There is a fee of £50');
    // It has become late since they opened the page: it is said first.
    const unsaid = await post({});
    expect([unsaid.status, await unsaid.text()]).toEqual([409, expect.stringContaining('There is a fee of £50')]);
    const shown = async () => (await open(path, { headers: { Cookie } })).text();
    expect(await shown()).toContain('You have a place');
    // Staff make it dearer, while the page is open.
    const other = await post({ acceptedCost: '£30, to be paid by your practice or employer' });
    expect([other.status, await other.text()]).toEqual([409, expect.stringContaining('There is a fee of £50')]);
    expect((await post({ acceptedCost: '£50, to be paid by your practice or employer' })).headers.get('location')).toBe(
      path,
    );
    expect(await shown()).toContain('This booking is cancelled');
    // Sent twice, it is one; and there is nothing left to cancel.
    expect((await post({ acceptedCost: '£50, to be paid by your practice or employer' })).status).toBe(303);
    expect((await open(`${path}/cancel`, { headers: { Cookie } })).headers.get('location')).toBe(path);
    const elsewhere = await send(`${path}/cancel`, {}, { Cookie, Origin: 'https://elsewhere.example' });
    expect(elsewhere.status).toBe(403);
  });

  it('says that a session is over once it is, and offers nothing that cannot be done', async () => {
    const { link, path } = await booked('over@nhs.net');
    const { Cookie } = await follow(link);
    await hub.advance(14 * 86_400_000 + 3_600_000);
    const during = await (await open(path, { headers: { Cookie } })).text();
    expect(during).toContain('You have a place');
    expect(during).not.toContain('Cancel this booking');
    expect((await open(`${path}/cancel`, { headers: { Cookie } })).headers.get('location')).toBe(path);
    await hub.advance(86_400_000);
    const after = await (await open(path, { headers: { Cookie } })).text();
    expect(after).toContain('This session is over');
    expect(after).not.toContain('Join the session here');
  });

  it('answers an offer, and ends what somebody else booked', async () => {
    const id = await hub.publishSession({ capacity: 1 });
    await hub.book(id, 'has.it@nhs.net');
    await hub.book(id, 'waits@nhs.net');
    const linksOf = async (workEmail: string, subject: string) => {
      const email = await until(
        async () => (await hub.emailsTo(workEmail)).find((each) => each.subject.startsWith(subject)),
        (found) => found !== undefined,
        15_000,
        subject,
      );
      return email?.text.match(/http:\S+\?token=\S+/g) ?? [];
    };
    const [, notMe = ''] = await linksOf('has.it@nhs.net', 'You have a place');
    const holder = await follow(notMe);
    const notMePath = new URL(notMe).pathname;
    const asked = await (await open(notMePath, { headers: { Cookie: holder.Cookie } })).text();
    expect(asked).toContain('Did somebody else book this with your address?');
    const ended = await send(notMePath, {}, { Cookie: holder.Cookie, Origin: hub.url });
    expect(await ended.text()).toContain('Thank you for telling us');

    const [offer = ''] = await linksOf('waits@nhs.net', 'A place is free');
    const path = new URL(offer).pathname;
    const { Cookie } = await follow(offer);
    expect(await (await open(path, { headers: { Cookie } })).text()).toContain('We keep a place for you until');
    expect((await send(`${path}/accept`, {}, { Cookie, Origin: hub.url })).status).toBe(303);
    expect(await (await open(path, { headers: { Cookie } })).text()).toContain('You have a place');
    const again = await send(`${path}/decline`, {}, { Cookie, Origin: hub.url });
    expect(again.status).toBe(409);
  });
});

it('left no name or address in any log, and did nothing that it may not', async () => {
  for (const typed of ["O'Brien", 'typo at nhs', 'double.click@nhs.net', 'A hearing loop'])
    expect(hub.logs()).not.toContain(typed);
  expect(await hub.denied()).toEqual([]);
});
