import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { idHashOf, openerOf, seal, unseal } from '#functions/website/signing-in/sealing.ts';
import { accepted } from '#http/client.ts';
import { secureRandom } from '#platform/ids.ts';
import { keys } from '#records/keys.ts';
import { WebsiteSessionRecord } from '#records/website/items.ts';
import { browsing } from '../support/browsing.ts';
import { day } from '../support/hub.ts';
import { startTestPlatform, type TestPlatform, until } from '../support/platform.ts';
import { scanAll } from '../support/scan.ts';

const siobhan = 'siobhan@nhs.net';
const amara = 'amara@nhs.net';
const cookie = '__Host-session';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
  await hub.register(siobhan);
  await hub.register(amara, { name: 'Amara Okafor' });
});
afterAll(() => hub.stop());

const sessionsKept = () =>
  scanAll(
    DynamoDBDocumentClient.from(hub.kept.client),
    hub.kept.tables.find((name) => name.includes('Records')) ?? '',
    WebsiteSessionRecord,
  );

/** What only who has the cookie can open. */
async function opened({ cookies }: ReturnType<typeof browsing>) {
  const opener = openerOf(cookies.get(cookie));
  const { pk } = keys.websiteSession(opener ? idHashOf(opener) : '');
  const record = (await sessionsKept()).find((kept) => kept.pk === pk);
  if (!opener || !record) throw new Error('Nobody is signed in');
  const session = z.looseObject({ refreshToken: z.string() }).parse(unseal(opener, record.sealed));
  return { ...session, opener, record };
}

/** As a program asks Cognito, of learners. */
async function atCognito(what: 'token' | 'revoke', fields: Readonly<Record<string, string>>): Promise<Response> {
  const started = await browsing(hub.url).send('/sign-in');
  const client = new URL(started.headers.get('location') ?? '').searchParams.get('client_id') ?? '';
  const body = new URLSearchParams({ client_id: client, ...fields });
  return fetch(`${hub.url}/_local/sign-in/oauth2/${what}`, { method: 'POST', body });
}

async function signedIn(workEmail = siobhan) {
  const browser = browsing(hub.url);
  expect(await browser.signIn(workEmail)).toBe('/account');
  return browser;
}

/** From now on the gateway refuses what is asked for them. */
async function refusedByGateway(browser: ReturnType<typeof browsing>): Promise<void> {
  const { opener, record, ...session } = await opened(browser);
  await hub.fill([{ ...record, sealed: seal(opener, { ...session, idToken: 'none.that.is' }, secureRandom) }]);
}

const leadsToSignIn = (response: Response, from = '/account', unsent = '') =>
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    `/sign-in?returnTo=${encodeURIComponent(from)}${unsent && `&unsent=${unsent}`}`,
  ]);

describe('signing in', () => {
  it('leads by Cognito’s page to the account, and back to the page that was asked for', async () => {
    const browser = browsing(hub.url);
    leadsToSignIn(await browser.open('/account/bookings'), '/account/bookings');
    const asked = new URL((await browser.send('/sign-in')).headers.get('location') ?? '');
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${hub.url}/signed-in`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await browser.signIn(siobhan, '/account/bookings')).toBe('/account/bookings');
    const account = await browser.open('/account');
    expect([account.status, account.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await account.text()).toContain(siobhan);
    // Who is signed in need not do so again.
    expect((await browser.open('/sign-in')).headers.get('location')).toBe('/account');
    expect(await (await browser.open('/sessions')).text()).toContain('Your account');
  });

  it('leads nowhere but to a page of the account', async () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/account/../../evil',
      '/account//evil.example',
      '/account/bookings?next=https://evil.example',
      '/account\r\nLocation: https://evil.example',
      'javascript:alert(1)',
      '/accounts',
    ]) {
      const browser = browsing(hub.url);
      expect(await browser.signIn(siobhan, to), to).toBe('/account');
      expect(await browsing(hub.url).fieldOf(`/sign-in?returnTo=${encodeURIComponent(to)}`, 'returnTo'), to).toBe(
        '/account',
      );
      // Nor where somebody put it into the cookie themselves.
      const forged = browsing(hub.url);
      const back = await forged.comeBackAs(siobhan);
      const [state, verifier] = decodeURIComponent(forged.cookies.get('__Host-signing-in') ?? '').split('.');
      forged.cookies.set('__Host-signing-in', encodeURIComponent(`${state}.${verifier}.${to}`));
      expect((await forged.open(back)).headers.get('location'), to).toBe('/account');
    }
  });

  it('takes no answer that this browser did not ask for, and each only once', async () => {
    const attacker = browsing(hub.url);
    const theirs = await attacker.comeBackAs(amara);
    // Whoever follows a link that somebody else has for them is not signed in as that somebody.
    const victim = browsing(hub.url);
    expect((await victim.open(theirs)).status).toBe(400);
    await victim.send('/sign-in');
    expect((await victim.open(theirs)).status).toBe(400);
    // Not even with the state that this browser waits for: the code is bound to what the other one knows.
    const [state] = decodeURIComponent(victim.cookies.get('__Host-signing-in') ?? '').split('.');
    const moved = new URL(theirs);
    moved.searchParams.set('state', state ?? '');
    expect((await victim.open(moved.href)).status).toBe(400);
    expect(victim.cookies.has(cookie)).toBe(false);

    const browser = browsing(hub.url);
    const back = await browser.comeBackAs(siobhan);
    const way = browser.cookies.get('__Host-signing-in') ?? '';
    expect((await browser.open(back)).status).toBe(303);
    const again = browsing(hub.url);
    again.cookies.set('__Host-signing-in', way);
    expect((await again.open(back)).status).toBe(400);
    expect(again.cookies.has(cookie)).toBe(false);
    // The back button.
    expect((await browser.open(back)).headers.get('location')).toBe('/account');
  });

  it('says so where somebody is not signed in after all', async () => {
    const browser = browsing(hub.url);
    await browser.send('/sign-in');
    const [state] = decodeURIComponent(browser.cookies.get('__Host-signing-in') ?? '').split('.');
    const refused = await browser.open(`/signed-in?error=access_denied&state=${state}`);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('You are not signed in')]);
  });

  it('is begun by a form of ours alone', async () => {
    const browser = browsing(hub.url);
    expect((await browser.send('/sign-in', {}, { Origin: 'https://evil.example' })).status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  it('lets forms lead on to the page on which people sign in', async () => {
    const policy = (await browsing(hub.url).open('/sign-in')).headers.get('content-security-policy');
    expect(policy).toContain(`form-action 'self' ${hub.url}`);
  });
});

describe('the page that stands in for Cognito’s', () => {
  const asked = async (changes: Readonly<Record<string, string>> = {}, path = '/oauth2/authorize') => {
    const started = await browsing(hub.url).send('/sign-in');
    const address = new URL(started.headers.get('location') ?? '');
    address.pathname = address.pathname.replace('/oauth2/authorize', path);
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
    return fetch(address, { redirect: 'manual' });
  };

  it('leads back to our own page and no other, and shows nobody’s markup', async () => {
    expect((await asked()).status).toBe(200);
    for (const redirect_uri of [
      'https://evil.example/signed-in',
      `${hub.url}/signed-in/`,
      `${hub.url}/signed-in?a=b`,
      `${hub.url}/`,
    ])
      expect((await asked({ redirect_uri })).status, redirect_uri).toBe(400);
    expect((await asked({ client_id: 'nothing' })).status).toBe(400);
    expect((await asked({ logout_uri: 'https://evil.example' }, '/logout')).status).toBe(400);
    expect(await (await asked({ state: '"><script>alert(1)</script>' })).text()).not.toContain('<script>');
  });

  it('gives codes alone, and to who proves with PKCE that they asked', async () => {
    for (const changes of [
      { response_type: 'token' },
      { code_challenge_method: 'plain' },
      { code_challenge: '' },
    ] as Record<string, string>[]) {
      const back = new URL((await asked(changes)).headers.get('location') ?? '');
      expect([back.origin, back.searchParams.get('code'), back.searchParams.get('error')]).toEqual([
        hub.url,
        null,
        expect.stringMatching(/^unsupported_response_type$|^invalid_request$/),
      ]);
    }
    expect((await atCognito('token', { grant_type: 'password', username: siobhan })).status).toBe(400);
    expect((await atCognito('token', { grant_type: 'refresh_token', refresh_token: 'made-up' })).status).toBe(400);
  });

  it('signs in nobody who has no account', async () => {
    const browser = browsing(hub.url);
    expect(await browser.comeBackAs('nobody@nhs.net')).toBe('');
    // Nor a member of staff as a learner.
    expect(await browser.comeBackAs('admin@hub.example')).toBe('');
  });
});

describe('a session', () => {
  it('stands in a cookie of this host that no script reads, and in the table as what nobody can open', async () => {
    const browser = browsing(hub.url);
    const response = await browser.open(await browser.comeBackAs(siobhan));
    const set = response.headers.getSetCookie().find((line) => line.startsWith(cookie)) ?? '';
    expect(set).toMatch(/^__Host-session=[\w-]{43}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const [id = '', key = ''] = (browser.cookies.get(cookie) ?? '').split('.');
    const kept = await sessionsKept();
    expect(kept.length).toBeGreaterThan(0);
    for (const { sealed, ...open } of kept) {
      const plain = Buffer.from(sealed).toString('latin1');
      for (const secret of [siobhan, 'eyJ', id, key]) expect(plain + JSON.stringify(open)).not.toContain(secret);
      expect(Object.keys(open).sort()).toEqual(['expiresAt', 'pk', 'since', 'sk', 'type', 'v', 'version']);
    }
    expect(hub.logs()).not.toContain(key);
    expect(await hub.denied()).toEqual([]);
  });

  it('is nobody’s who changes a bit of the cookie, makes one up, or puts two together', async () => {
    const own = (await signedIn()).cookies.get(cookie) ?? '';
    const other = (await signedIn(amara)).cookies.get(cookie) ?? '';
    const [id = '', key = ''] = own.split('.');
    const [otherId = '', otherKey = ''] = other.split('.');
    const flipped = (text: string) => `${text.slice(0, 5)}${text[5] === 'A' ? 'B' : 'A'}${text.slice(6)}`;
    for (const forged of [
      `${id}.${flipped(key)}`,
      `${flipped(id)}.${key}`,
      `${id}.${otherKey}`,
      `${otherId}.${key}`,
      id,
      `${id}.`,
      `${own}.${own}`,
      'A'.repeat(43),
      '..',
      'x'.repeat(5000),
    ]) {
      const browser = browsing(hub.url);
      browser.cookies.set(cookie, forged);
      leadsToSignIn(await browser.open('/account'));
    }
    const browser = browsing(hub.url);
    browser.cookies.set(cookie, own);
    expect((await browser.open('/account')).status).toBe(200);
  });

  it('ends when somebody signs out: here, at Cognito, and for whoever has the cookie', async () => {
    const browser = await signedIn();
    const had = browser.cookies.get(cookie) ?? '';
    const before = (await sessionsKept()).length;
    // Not by a link, nor from another site.
    await browser.open('/sign-out');
    expect((await browser.send('/sign-out', {}, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.open('/account')).status).toBe(200);

    const signedOut = await browser.send('/sign-out');
    expect(browser.cookies.size).toBe(0);
    expect(await sessionsKept()).toHaveLength(before - 1);
    const end = await browser.open(signedOut.headers.get('location') ?? '');
    expect(end.headers.get('location')).toBe(`${hub.url}/signed-out`);
    // The back button asks anew, since nothing was kept, and shows nothing.
    leadsToSignIn(await browser.open('/account'));
    browser.cookies.set(cookie, had);
    leadsToSignIn(await browser.open('/account'));
  });

  it('has nothing that gets new tokens once somebody has signed out', async () => {
    const browser = await signedIn();
    const { refreshToken } = await opened(browser);
    const asked = { grant_type: 'refresh_token', refresh_token: refreshToken };
    expect((await atCognito('token', asked)).status).toBe(200);
    await browser.send('/sign-out');
    expect((await atCognito('token', asked)).status).toBe(400);
  });

  it('makes place for who signs in after it in the same browser', async () => {
    const browser = await signedIn();
    const had = browser.cookies.get(cookie) ?? '';
    expect(await browser.signIn(amara)).toBe('/account');
    expect(await (await browser.open('/account')).text()).toContain('Amara Okafor');
    const old = browsing(hub.url);
    old.cookies.set(cookie, had);
    leadsToSignIn(await old.open('/account'));
  });
});

describe('an account', () => {
  it('shows somebody their profile, and changes it where nobody was faster', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    const version = await browser.fieldOf('/account/profile', 'version');
    const fields = {
      whose,
      version,
      name: "Siobhán O'Brien-Lee",
      odsCode: 'G85001',
      borough: 'Lewisham',
      jobRole: 'practice-nurse',
    };
    const faulty = await browser.send('/account/profile', {
      ...fields,
      borough: 'Paris',
      jobTitle: 'Nurse <b>lead</b>',
    });
    const html = await faulty.text();
    expect([faulty.status, html.includes('borough-error'), html.includes('Nurse &lt;b&gt;lead&lt;/b&gt;')]).toEqual([
      422,
      true,
      true,
    ]);
    const changed = await browser.send('/account/profile', { ...fields, jobTitle: 'Lead nurse' });
    expect([changed.status, changed.headers.get('location')]).toEqual([303, '/account']);
    expect(await (await browser.open('/account')).text()).toContain('G85001, Lewisham');
    const stale = await browser.send('/account/profile', { ...fields, jobTitle: 'Other' });
    expect([stale.status, await stale.text()]).toEqual([409, expect.stringContaining('You changed this elsewhere')]);
  });

  it('takes forms from pages of ours alone, and of who is signed in', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    const theirs = await (await signedIn(amara)).fieldOf('/account/profile', 'whose');
    expect(theirs).not.toBe(whose);
    for (const [fields, headers] of [
      [{ whose }, { Origin: 'https://evil.example' }],
      [{ whose: theirs }, { Origin: hub.url }],
      [{}, { Origin: hub.url }],
    ] as [Record<string, string>, Record<string, string>][])
      expect(
        (await browser.send('/account/profile', { ...fields, name: 'Mallory', version: '1' }, headers)).status,
      ).toBe(403);
    expect(await (await browser.open('/account')).text()).not.toContain('Mallory');
  });

  it('leads to each booking as its emailed link does, and to nobody else’s', async () => {
    const sessionId = await hub.publishSession({ title: 'Ear care' });
    const { id } = await hub.booked(sessionId, siobhan);
    const other = await hub.booked(sessionId, amara);
    const browser = await signedIn();
    const html = await (await browser.open('/account/bookings')).text();
    expect(html).toContain('Ear care');
    expect(html).not.toContain(other.id);
    const whose = await browser.fieldOf('/account/bookings', 'whose');
    const taken = await browser.send(`/account/bookings/${id}`, { whose });
    expect(taken.headers.get('location')).toBe(`/bookings/${id}`);
    expect(taken.headers.getSetCookie()[0]).toContain(`Path=/bookings/${id};`);
    expect((await browser.open(`/bookings/${id}`)).status).toBe(200);
    expect((await browser.send(`/account/bookings/${other.id}`, { whose })).status).toBe(404);
  });

  it('closes what was opened from it when somebody signs out, or is so no more', async () => {
    const sessionId = await hub.publishSession({ title: 'Wound care' });
    const { id } = await hub.booked(sessionId, siobhan);
    const closes = `__Secure-link=; Path=/bookings/${id}; HttpOnly; Secure; SameSite=Lax`;
    for (const leave of [
      (browser: ReturnType<typeof browsing>) => browser.send('/sign-out'),
      async (browser: ReturnType<typeof browsing>) => browser.open(await browser.comeBackAs(amara)),
      (browser: ReturnType<typeof browsing>) => {
        browser.cookies.delete(cookie);
        return browser.open('/account');
      },
    ]) {
      const browser = await signedIn();
      const whose = await browser.fieldOf('/account/bookings', 'whose');
      await browser.send(`/account/bookings/${id}`, { whose });
      expect((await browser.open(`/bookings/${id}`)).status).toBe(200);
      expect((await leave(browser)).headers.getSetCookie()).toContain(closes);
      expect((await browser.open(`/bookings/${id}`)).status).toBe(401);
      expect(browser.cookies.has('__Host-opened')).toBe(false);
    }
    // And a browser that obeys closes what was opened by a link in an email, too.
    expect((await (await signedIn()).send('/sign-out')).headers.get('clear-site-data')).toBe('"cookies"');
  });
});

describe('other pages of an account', () => {
  it('ask for another work email address, once, which its links in both mailboxes then make so', async () => {
    await hub.register('moves.by.page@nhs.net');
    const browser = await signedIn('moves.by.page@nhs.net');
    const form = '/account/profile/email';
    const whose = await browser.fieldOf(form, 'whose');
    for (const [newEmail, said] of [
      ['', 'Enter your new work email address'],
      ['nowhere', 'Enter an email address, like name@nhs.net'],
      ['moves.by.page@nhs.net', 'Enter an address other than the one in use now'],
    ] as const) {
      const refused = await browser.send(form, { whose, newEmail });
      expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(said)]);
    }
    const fields = { whose, key: await browser.fieldOf(form, 'key'), newEmail: 'moved.by.page@nhs.net' };
    const sent = await Promise.all([browser.send(form, fields), browser.send(form, fields)]);
    for (const each of sent)
      expect([each.status, each.headers.get('location')]).toEqual([303, '/account/profile/email/asked']);
    expect((await browser.open('/account/profile/email/asked')).status).toBe(200);

    for (const to of ['moved.by.page@nhs.net', 'moves.by.page@nhs.net']) {
      const emails = (await hub.untilEmails(to, 1)).filter(({ text }) => text.includes('-emails/'));
      expect(emails).toHaveLength(1);
      const link = /http:\S+-emails\/\S+\?token=\S+/.exec(emails[0]?.text ?? '')?.[0] ?? '';
      const mailbox = browsing(hub.url);
      const { pathname } = new URL(link);
      expect((await mailbox.open(link)).headers.get('location')).toBe(pathname);
      expect((await mailbox.open(pathname)).status).toBe(200);
      expect(await (await browser.open('/account')).text()).toContain('moves.by.page@nhs.net');
      expect((await mailbox.send(pathname)).status).toBe(200);
    }
    await until(
      () =>
        browsing(hub.url)
          .signIn('moved.by.page@nhs.net')
          .catch(() => ''),
      (led) => led === '/account',
      15_000,
      'somebody to sign in with their new address',
    );
    const moved = await signedIn('moved.by.page@nhs.net');
    expect(await (await moved.open('/account')).text()).toContain('moved.by.page@nhs.net');
  });

  it('show what somebody attended, let them say that it is wrong, and give them their log as a file', async () => {
    const sessionId = await hub.publishSession({ title: 'Dressings' });
    const { id } = await hub.booked(sessionId, siobhan);
    await hub.advance(40 * day);
    hub.forgetTokens();
    const token = await hub.tokenOf('bookings');
    accepted(
      await hub.api.recordAttendance(
        { path: { sessionId }, body: { attendance: [{ bookingId: id, attendance: 'attended' }] } },
        { token },
      ),
    );
    const browser = await signedIn();
    const list = await (await browser.open('/account/training-records')).text();
    expect(list).toContain(`/account/training-records/attendance-${id}/dispute`);
    const [certificate = ''] = /\/certificates\/[\w-]+/.exec(list) ?? [];
    expect((await browser.open(certificate)).status).toBe(200);
    for (const page of ['/account/bookings', '/account/cpd-log'])
      expect(await (await browser.open(page)).text(), page).toContain(`href="${certificate}"`);
    const whose = await browser.fieldOf('/account/training-records/add', 'whose');
    const path = `/account/training-records/attendance-${id}`;
    expect((await browser.send(`${path}/delete`, { whose })).status).toBe(409);
    expect((await browser.open(path)).headers.get('location')).toBe('/account/training-records');
    expect((await browser.send(`${path}/dispute`, { whose, words: 'I left <b>early</b>' })).status).toBe(303);
    expect(await (await browser.open('/account/training-records')).text()).toContain('You said that it is wrong');
    const file = await browser.open('/account/cpd-log/file');
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      expect.stringContaining('text/csv'),
      'no-store',
    ]);
    expect(await file.text()).toContain('Dressings');
    const printed = await browser.open('/account/cpd-log/file', { headers: { Accept: 'application/pdf' } });
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await printed.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const wrong = await browser.open('/account/cpd-log?from[day]=31&from[month]=2&from[year]=2026');
    expect([wrong.status, (await wrong.text()).includes('from-error')]).toEqual([422, true]);
  });

  it('are for what a button may do, and say so of anything else', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    for (const asked of [
      {},
      { does: 'agree', purpose: 'demographics', wordingVersion: '1' },
      { does: 'take-back', purpose: 'access-needs' },
      { does: 'object', purpose: 'provide-services' },
    ])
      expect((await browser.send('/account/consents', { whose, ...asked })).status).toBe(400);
    const outdated = { does: 'agree', purpose: 'news', wordingVersion: '99' };
    expect((await browser.send('/account/consents', { whose, ...outdated })).status).toBe(409);
  });

  it.each([
    ['/account/demographics', { ethnicity: 'B' }],
    ['/account/consents', { does: 'take-back', purpose: 'news' }],
    ['/account/demographics/delete', {}],
  ])('keep in no session what was sent to %s, and say that nothing was sent', async (path, fields) => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    await refusedByGateway(browser);
    const left = await browser.send(path, { whose, ...fields });
    leadsToSignIn(left, path, 'gone');
    expect(browser.cookies.has('__Host-kept-form')).toBe(false);
    const html = await (await browser.open(left.headers.get('location') ?? '')).text();
    expect(html).toContain('You were signed out. Nothing was sent.');
    expect(html).not.toContain('We have kept');
  });

  it('add training once, where its form is sent twice at once', async () => {
    const browser = await signedIn(amara);
    const add = '/account/training-records/add';
    const [whose, key] = [await browser.fieldOf(add, 'whose'), await browser.fieldOf(add, 'key')];
    const day = { 'completedOn[day]': '30', 'completedOn[month]': '9', 'completedOn[year]': '2026' };
    const fields = { whose, key, title: 'Phlebotomy', provider: 'ARTP', ...day, hours: '2' };
    const answers = await Promise.all([browser.send(add, fields), browser.send(add, fields)]);
    for (const { status } of answers) expect([303, 503]).toContain(status);
    expect((await browser.send(add, fields)).status).toBe(303);
    const other = await browser.send(add, { ...fields, hours: '3' });
    expect([other.status, await other.text()]).toEqual([
      409,
      expect.stringContaining('You have sent this form before'),
    ]);
    const list = await (await browser.open('/account/training-records')).text();
    expect(list.match(/<h2[^>]*>Phlebotomy</g)).toHaveLength(1);

    // It is deleted by a page that asks first, and once.
    const path = /\/account\/training-records\/\w{26}\/delete/.exec(list)?.[0] ?? '';
    expect(await (await browser.open(path)).text()).toContain('Do you want to delete this training?');
    expect(await (await browser.open('/account/training-records')).text()).toContain('Phlebotomy');
    const press = { whose, key: await browser.fieldOf(path, 'key') };
    expect((await browser.send(path, press)).status).toBe(303);
    expect((await browser.send(path, press)).status).toBe(303);
    expect(await (await browser.open('/account/training-records')).text()).not.toContain('Phlebotomy');
    const gone = await (await browser.open(path)).text();
    expect(gone).toContain('<a href="/account">Your account</a>');
    expect(gone).not.toContain('See the training sessions');
  });
});

describe('deleting an account', () => {
  const form = '/account/leave';

  it('says what goes and what stays, takes it with a tick alone, and closes all that was open', async () => {
    const workEmail = 'leaves.by.page@nhs.net';
    const { id } = await hub.booked(await hub.publishSession(), workEmail);
    await hub.register(workEmail);
    const browser = await signedIn(workEmail);
    const whose = await browser.fieldOf(form, 'whose');
    await browser.send(`/account/bookings/${id}`, { whose });
    expect((await browser.open(`/bookings/${id}`)).status).toBe(200);
    const html = await (await browser.open(form)).text();
    expect(html).toContain('where you choose to tell us: your gender');
    expect(html).toContain('6 years from the end of the session');
    expect(html).not.toContain('if you work for us');

    const unsure = await browser.send(form, { whose, workEmail });
    expect([unsure.status, await unsure.text()]).toEqual([422, expect.stringContaining('Tick that you want')]);
    // Of a page that was open since before their address changed.
    const other = await browser.send(form, { whose, workEmail: siobhan, sure: 'yes' });
    expect([other.status, await other.text()]).toEqual([
      422,
      expect.stringContaining(`name="workEmail" value="${workEmail}"`),
    ]);
    expect((await browser.open('/account')).status).toBe(200);

    const had = browser.cookies.get(cookie) ?? '';
    const fields = { whose, workEmail, sure: 'yes', key: await browser.fieldOf(form, 'key') };
    const sent = await browser.send(form, fields);
    expect([sent.status, sent.headers.get('location'), sent.headers.get('clear-site-data')]).toEqual([
      303,
      '/account-deleted',
      '"cookies"',
    ]);
    // Pressed twice, by a browser that had not heard of that yet: it is not told that nothing was done.
    const twice = browsing(hub.url);
    twice.cookies.set(cookie, had);
    const again = await twice.send(form, fields);
    expect([again.status, await again.text()]).toEqual([401, expect.stringContaining('your account is deleted')]);
    expect(await (await browser.open('/account-deleted')).text()).toContain('Your account is deleted');
    expect((await browser.open(`/bookings/${id}`)).status).not.toBe(200);
    const thief = browsing(hub.url);
    thief.cookies.set(cookie, had);
    leadsToSignIn(await thief.open('/account'));
    expect(await hub.denied()).toEqual([]);
  });
});

describe('an account that was deleted in another browser', () => {
  it('is not there, and nobody is signed in any more', async () => {
    const workEmail = 'leaves.elsewhere@nhs.net';
    const token = await hub.register(workEmail);
    const browser = await signedIn(workEmail);
    accepted(await hub.api.leave({ body: { workEmail } }, { token }));
    const left = await browser.open('/account');
    expect([left.status, await left.text()]).toEqual([404, expect.stringContaining('We cannot find this account')]);
    expect(browser.cookies.has(cookie)).toBe(false);
    expect((await browser.open('/sign-in')).status).toBe(200);
  });
});

describe('a session that ended on its own', () => {
  it('brings what was typed back to who signs in again, and to nobody else', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    const version = await browser.fieldOf('/account/profile', 'version');
    const typed = { whose, version, name: 'Siobhán Two', jobTitle: 'A long text that took a while' };
    const fields = { ...typed, odsCode: 'G85001', borough: 'Lewisham', jobRole: 'practice-nurse' };
    await refusedByGateway(browser);
    const left = await browser.send('/account/profile', fields);
    leadsToSignIn(left, '/account/profile', 'kept');
    const said = 'We have kept what you entered';
    expect(await (await browser.open(left.headers.get('location') ?? '')).text()).toContain(said);
    // Whoever comes there on their own.
    const html = await (await browser.open('/sign-in')).text();
    expect([html.includes(said), html.includes('You were signed out')]).toEqual([false, false]);
    const kept = browser.cookies.get('__Host-kept-form') ?? '';
    expect(await browser.signIn(siobhan, '/account/profile')).toBe('/account/profile');
    expect(await (await browser.open('/account/profile')).text()).toContain('A long text that took a while');
    // Sent, it is gone.
    expect((await browser.send('/account/profile', fields)).status).toBe(303);
    expect(await (await browser.open('/account/profile')).text()).not.toContain('You were signed out before');

    const stranger = browsing(hub.url);
    stranger.cookies.set('__Host-kept-form', kept);
    expect(await stranger.signIn(amara, '/account/profile')).toBe('/account/profile');
    expect(await (await stranger.open('/account/profile')).text()).not.toContain('A long text');
  });

  it('is told by the gateway, too, and nothing that was typed is lost by that', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    await refusedByGateway(browser);
    leadsToSignIn(
      await browser.send('/account/profile', {
        whose,
        version: '1',
        name: 'Siobhán',
        odsCode: 'G85001',
        borough: 'Lambeth',
        jobRole: 'practice-nurse',
        jobTitle: 'Typed before',
      }),
      '/account/profile',
      'kept',
    );
    expect(await browser.signIn(siobhan, '/account')).toBe('/account/profile');
    expect(await (await browser.open('/account/profile')).text()).toContain('Typed before');
  });

  it('shows another what somebody typed before neither', async () => {
    const browser = await signedIn();
    const whose = await browser.fieldOf('/account/profile', 'whose');
    await refusedByGateway(browser);
    const fields = { name: 'S', odsCode: 'G85001', borough: 'Lewisham', jobRole: 'practice-nurse' };
    const jobTitle = 'Secretly looking for another post';
    await browser.send('/account/profile', { whose, version: '1', ...fields, jobTitle });
    expect(browser.cookies.has('__Host-kept-form')).toBe(true);
    expect(await browser.signIn(amara)).toBe('/account');
    expect(await (await browser.open('/account/profile')).text()).not.toContain('Secretly');
    expect(browser.cookies.has('__Host-kept-form')).toBe(false);
  });

  it('has nothing written for who was never signed in: what they sent comes back to them, and is sent from there', async () => {
    const owner = await signedIn();
    const form = '/account/training-records/add';
    const fields = {
      whose: await owner.fieldOf(form, 'whose'),
      key: await owner.fieldOf(form, 'key'),
      title: 'Ear <b>care</b>',
      provider: 'A "school"',
      'completedOn[day]': '1',
      'completedOn[month]': '9',
      'completedOn[year]': '2026',
      hours: '1',
    };
    const before = (await sessionsKept()).length;
    for (const made of ['', 'nothing', `${'A'.repeat(43)}.${'B'.repeat(43)}`]) {
      const browser = browsing(hub.url);
      if (made) browser.cookies.set(cookie, made);
      const sent = await browser.send(form, fields);
      const html = await sent.text();
      expect([sent.status, html.includes('Nothing was sent')]).toEqual([401, true]);
      for (const [name, value] of Object.entries(fields)) {
        const escaped = value.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
        expect(html).toContain(`name="${name}" value="${escaped}"`);
      }
      expect(browser.cookies.has('__Host-kept-form')).toBe(false);
    }
    expect(await sessionsKept()).toHaveLength(before);
    expect((await owner.send(form, fields)).status).toBe(303);
  });
});

describe('as time goes by', () => {
  beforeEach(() => hub.forgetTokens());

  it('a session is refreshed by whichever of several requests comes first, and none of them signs out', async () => {
    const browser = await signedIn();
    await hub.advance(58 * 60_000);
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.open('/account')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await browser.open('/account')).status).toBe(200);
    expect((await sessionsKept()).map(({ version }) => version)).toContain(2);
  });

  it('ends where Cognito has signed its user out', async () => {
    const browser = await signedIn();
    const { refreshToken } = await opened(browser);
    await atCognito('revoke', { token: refreshToken });
    expect((await browser.open('/account')).status).toBe(200);
    const whose = await browser.fieldOf('/account/profile', 'whose');
    await hub.advance(58 * 60_000);
    // Whoever was signed in until then finds what they had entered.
    const sent = await browser.send('/account/profile', { whose, jobTitle: 'Entered for an hour' });
    leadsToSignIn(sent, '/account/profile', 'kept');
    leadsToSignIn(await browser.open('/account'));
  });

  it('ends within a day, whatever was done with it', async () => {
    const browser = await signedIn();
    await hub.advance(0.6 * day);
    expect((await browser.open('/account')).status).toBe(200);
    await hub.advance(0.5 * day);
    leadsToSignIn(await browser.open('/account'));
    await hub.sweep();
    const now = (await hub.now()).getTime() / 1000;
    for (const { expiresAt = 0 } of await sessionsKept()) expect(expiresAt).toBeGreaterThan(now);
  });
});
