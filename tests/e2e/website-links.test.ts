import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { startTestPlatform, type TestPlatform, until } from '../support/platform.ts';
import { keyOf, linksIn, siteOf } from '../support/site.ts';

const hour = 3_600_000;
const day = 24 * hour;

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

const { open, read, send, follow } = siteOf(() => hub);

/** The newest email to somebody whose subject begins so. */
async function emailOf(workEmail: string, subject: string) {
  const email = await until(
    async () => (await hub.emailsTo(workEmail)).find((each) => each.subject.startsWith(subject)),
    (found) => found !== undefined,
    15_000,
    `“${subject}” to ${workEmail}`,
  );
  if (!email) throw new Error('no email');
  return email;
}

describe('the page of a certificate', () => {
  it('proves it to whoever has its link or its code, with no more than initials, and no other', async () => {
    const sessionId = await hub.publishSession({ title: 'Proof of <i>attendance</i>' });
    const { id: bookingId } = await hub.booked(sessionId, 'proven@nhs.net');
    await hub.advance(15 * day);
    const staff = { token: await hub.tokenOf('bookings') };
    const attendance = [{ bookingId, attendance: 'attended' as const }];
    accepted(await hub.api.recordAttendance({ path: { sessionId }, body: { attendance } }, staff));
    const [link = ''] = linksIn(await emailOf('proven@nhs.net', 'Thank you for coming'));
    const { pathname } = new URL(link);
    expect(pathname).toMatch(/^\/certificates\/[\w-]{17}$/);
    const genuine = await read(pathname);
    expect(genuine).toEqual({ status: 200, html: expect.stringContaining('This certificate is genuine') });
    expect(genuine.html).toContain('Proof of &lt;i&gt;attendance&lt;/i&gt;');
    expect(genuine.html).not.toContain('O&#39;Brien');
    // As people type it.
    const typed = pathname.slice('/certificates/'.length).toLowerCase().replaceAll('-', '+');
    expect((await open(`/certificates?code=${typed}`)).headers.get('location')).toBe(pathname);
  });

  it('says so where there is none, and says nothing again that is no code', async () => {
    const none = await read('/certificates/22222-22222-22222');
    expect(none).toEqual({ status: 404, html: expect.stringContaining('There is no certificate with this code') });
    expect(none.html).toContain('We looked for 22222-22222-22222');
    const other = await read('/certificates/Ring%20us%20now');
    expect(other).toEqual({ status: 404, html: expect.stringContaining('There is no certificate with this code') });
    expect(other.html).not.toContain('Ring us now');
  });

  it('says at the field what to enter', async () => {
    for (const [typed, words] of [
      ['', 'Enter the code of the certificate'],
      ['"<none>', 'Enter the code as the certificate shows it'],
    ] as const) {
      const form = await read(`/certificates?code=${encodeURIComponent(typed)}`);
      expect(form).toEqual({ status: 422, html: expect.stringContaining(words) });
      expect(form.html).toContain('href="#code"');
      expect(form.html).not.toContain('<none>');
    }
  });
});

describe('the page for who has lost their link', () => {
  it('answers the same whoever is known, and what there is comes by email', async () => {
    await hub.booked(await hub.publishSession({ title: 'Lost and found' }), 'lost@nhs.net');
    const asked = await Promise.all(
      ['Lost@NHS.net ', 'nobody.knows@nhs.net'].map((workEmail) => send('/lost-link', { workEmail })),
    );
    expect(asked[0]).toEqual({ status: 303, location: '/lost-link/asked', html: '' });
    expect(asked[1]).toEqual(asked[0]);
    expect((await emailOf('lost@nhs.net', 'Your booking')).text).toContain('Lost and found');
    expect(await hub.emailsTo('nobody.knows@nhs.net')).toEqual([]);
    expect(hub.logs()).not.toContain('nobody.knows@nhs.net');
  });

  it('says at the field what to enter, keeps what was typed, and is there still where the API is busy', async () => {
    const wrong = await send('/lost-link', { workEmail: 'lost at nhs' });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('value="lost at nhs"')]);
    expect(wrong.html).toContain('href="#workEmail"');
    const fields = { workEmail: 'busy@nhs.net', key: keyOf((await read('/lost-link')).html) };
    await hub.fault({
      service: 'lambda',
      operation: 'Invoke',
      error: 'TooManyRequestsException',
      status: 429,
      count: 1,
    });
    const busy = await send('/lost-link', fields);
    expect([busy.status, busy.html]).toEqual([503, expect.stringContaining('We are busy at the moment')]);
    expect(keyOf(busy.html)).toBe(fields.key);
    expect((await send('/lost-link', fields)).status).toBe(303);
  });

  it('is led to by every link that opens nothing', async () => {
    const { html } = await read('/bookings/01KEX4S6V8Z2M9Q3T7R5W1YB0C');
    expect(html).toContain('You need your link for this');
    expect(html.match(/href="\/lost-link"/g)).toHaveLength(2);
  });
});

describe('the privacy policy', () => {
  it('is read by anybody: as it holds today, or as another day’s version says it, which is said', async () => {
    const today = await read('/privacy-policy');
    expect(today).toEqual({ status: 200, html: expect.stringContaining('uses your information') });
    expect(today.html).toContain('href="mailto:');
    expect(today.html).not.toContain('Read the one that holds today');
    const { items } = accepted(await hub.api.listPrivacyPolicyVersions()).body;
    const others = items.filter(({ standing }) => standing !== 'in-force');
    expect(others.length).toBeGreaterThan(0);
    const versions = await read('/privacy-policy/versions');
    const changed = items.filter(({ changes }) => changes.length > 0);
    expect(versions.html.match(/What changed on/g)).toHaveLength(changed.length);
    for (const { version, standing, changes } of others) {
      expect(versions.html).toContain(`href="/privacy-policy?version=${version}"`);
      const words = standing === 'past' ? 'does not hold any more' : 'does not hold yet';
      const of = await read(`/privacy-policy?version=${version}`);
      expect(of.html).toContain(words);
      // An email lists some of them, and leads here for the others.
      expect(of.html.match(/What changed on/g) ?? []).toHaveLength(changes.length === 0 ? 0 : 1);
    }
    for (const never of ['2001-01-01', 'yesterday', '']) {
      const none = await read(`/privacy-policy?version=${never}`);
      expect(none).toEqual({ status: 404, html: expect.stringContaining('no such version of our privacy policy') });
    }
  });

  it('says of everything that we hold why, for how long and who gets it, and leads to it from every page', async () => {
    const held = await read('/privacy-policy/what-we-hold');
    const record = accepted(await hub.api.getRecordOfProcessing()).body;
    expect(held.html.match(/<summary/g)).toHaveLength(record.classes.length);
    expect(held.html).toContain('6 years from the end of the session');
    expect(held.html).not.toContain('undefined');
    expect((await read('/')).html).toContain('href="/privacy-policy"');
  });
});

describe('asking for an account', () => {
  const filledIn = (workEmail: string) => ({
    name: "Siobhán O'Brien",
    workEmail,
    odsCode: 'G85001',
    borough: 'Lambeth',
    jobRole: 'practice-nurse',
    jobTitle: 'Nurse',
  });
  /** Asks by the form: the links of the email, to confirm it and to say that it was somebody else. */
  async function asked(workEmail: string) {
    expect(await send('/register', filledIn(workEmail))).toMatchObject({ status: 303, location: '/register/asked' });
    return linksIn(await emailOf(workEmail, 'Confirm your email address'));
  }

  it('is confirmed by the button of the page that the link opens, and by nothing that only opens it', async () => {
    const [link = ''] = await asked('asks@nhs.net');
    const { path, cookie, headers } = await follow(link);
    expect(cookie).toContain(`Path=${path};`);
    const page = await read(path, headers);
    expect(page).toEqual({ status: 200, html: expect.stringContaining('Confirm my email address') });
    expect(page.html).not.toContain(new URL(link).searchParams.get('token'));
    const token = await hub.tokenOf('asks@nhs.net');
    expect(await hub.api.getProfile({}, { token })).toMatchObject({ code: 'account-not-found' });

    const key = keyOf(page.html);
    const confirmed = await send(path, { key }, headers);
    expect(confirmed).toMatchObject({ status: 200, html: expect.stringContaining('You have an account') });
    expect(confirmed.html).toContain('asks@nhs.net');
    expect(confirmed.html).toMatch(/<main.*href="\/sign-in".*<\/main>/s);
    // Pressed twice, it is one; and it works once.
    expect(await send(path, { key }, headers)).toMatchObject({ status: 200 });
    const again = await send(path, {}, headers);
    expect(again).toMatchObject({ status: 403, html: expect.stringContaining('href="/register"') });
    expect(again.html).toMatch(/<main.*href="\/sign-in".*<\/main>/s);
    hub.forgetTokens();
    expect(await hub.api.getProfile({}, { token: await hub.tokenOf('asks@nhs.net') })).toMatchObject({ ok: true });
  });

  it('says the same of an address that is known, and at each field what to enter', async () => {
    await hub.register('known.already@nhs.net');
    expect(await send('/register', filledIn('known.already@nhs.net'))).toEqual({
      status: 303,
      location: '/register/asked',
      html: '',
    });
    const wrong = await send('/register', { ...filledIn('typo at nhs'), jobTitle: '' });
    expect(wrong).toMatchObject({ status: 422, html: expect.stringContaining('value="typo at nhs"') });
    expect(wrong.html).toContain('Enter your job title');
  });

  it('is ended by who did not do it', async () => {
    const [, notMe = ''] = await asked('not.mine@nhs.net');
    const { path, headers } = await follow(notMe);
    expect(path).toMatch(/\/not-me$/);
    expect((await read(path, headers)).html).toContain(`action="${path}"`);
    const told = await send(path, {}, headers);
    expect(told).toMatchObject({ status: 200, html: expect.stringContaining('Thank you for telling us') });
    expect(told.html).toMatch(/Until \w+day \d+ \w+ 20\d\d nobody can use our forms/);
  });
});

describe('a change of address', () => {
  async function asked(workEmail: string, newEmail: string) {
    const token = await hub.register(workEmail);
    accepted(await hub.api.changeEmail({ body: { newEmail } }, { token }));
    return {
      token,
      toNew: linksIn(await emailOf(newEmail, 'Confirm your new email')),
      toOld: linksIn(await emailOf(workEmail, 'Your email address is about')),
    };
  }

  it('is confirmed by the readers of both, each by the button of a page', async () => {
    const { token, toNew, toOld } = await asked('old.address@nhs.net', 'new.address@nhs.net');
    const [fromNew, fromOld] = [await follow(toNew[0] ?? ''), await follow(toOld[0] ?? '')];
    expect([fromNew.path, fromOld.path]).toEqual([
      expect.stringMatching(/^\/new-emails\/\w{26}$/),
      expect.stringMatching(/^\/old-emails\/\w{26}$/),
    ]);
    expect((await read(fromNew.path, fromNew.headers)).html).toContain('Use this address from now on');
    const { html } = await read(fromOld.path, fromOld.headers);
    expect(html).toContain('Use the new address');
    // The cookie of the one opens nothing of the other.
    expect((await read(fromNew.path)).html).toContain('You need your link for this');
    expect(await send(fromNew.path, {}, fromNew.headers)).toMatchObject({
      status: 200,
      html: expect.stringContaining('Thank you for confirming'),
    });
    const done = await send(fromOld.path, { key: keyOf(html) }, fromOld.headers);
    expect(done).toMatchObject({ status: 200, html: expect.stringContaining('Your email address has changed') });
    expect(done.html).toMatch(/<main.*href="\/sign-in".*<\/main>/s);
    expect(await send(fromOld.path, { key: keyOf(html) }, fromOld.headers)).toMatchObject({ status: 200 });
    expect(accepted(await hub.api.getProfile({}, { token })).body.workEmail).toBe('new.address@nhs.net');
  });

  it('is ended by who did not ask for it', async () => {
    const { token, toOld } = await asked('stays.here@nhs.net', 'elsewhere@nhs.net');
    const { path, headers } = await follow(toOld[1] ?? '');
    expect((await read(path, headers)).html).toContain('Leave the address as it is');
    expect(await send(path, {}, headers)).toMatchObject({
      status: 200,
      html: expect.stringContaining('The address of the account stays as it is'),
    });
    const [confirm = ''] = toOld;
    const other = await follow(confirm);
    expect(await send(other.path, {}, other.headers)).toMatchObject({ status: 403 });
    expect(accepted(await hub.api.getProfile({}, { token })).body.workEmail).toBe('stays.here@nhs.net');
  });
});

describe('the link that stops news', () => {
  it('stops nothing by being opened, and all of it by a button, its token in no address', async () => {
    const path = { purpose: 'news' } as const;
    const token = await hub.register('reads.news@nhs.net');
    accepted(await hub.api.giveConsent({ path, body: { wordingVersion: 1 } }, { token }));
    const staff = { token: await hub.tokenOf('bookings') };
    const letter = { title: 'Places to train', text: 'Twelve funded places.' };
    const { newsId } = accepted(await hub.api.writeNews({ body: letter }, staff)).body;
    const admin = { token: await hub.tokenOf('admin') };
    accepted(await hub.api.releaseNews({ path: { newsId }, body: { version: 1 } }, admin));
    await hub.fire('tell-of-policy');
    const [link = ''] = linksIn(await emailOf('reads.news@nhs.net', 'Places to train'));
    const endedBy = async () =>
      accepted(await hub.api.listConsents({}, { token })).body.consents.find(({ purpose }) => purpose === 'news')?.given
        ?.endedBy;

    const opened = await follow(link);
    expect(opened.path).toBe('/stop-news');
    expect(opened.cookie).toContain('Path=/stop-news;');
    const page = await read('/stop-news', opened.headers);
    expect(page).toEqual({ status: 200, html: expect.stringContaining('Stop news by email') });
    expect(page.html).not.toContain(new URL(link).searchParams.get('token'));
    expect(await endedBy()).toBeNull();
    const sent = () => send('/stop-news', {}, opened.headers);
    expect(await sent()).toMatchObject({ status: 200, html: expect.stringContaining('We send you no more news') });
    expect(await endedBy()).toBe('link');
    expect(await sent()).toMatchObject({ status: 200 });
    const secret = new URL(link).searchParams.get('token')?.split('.')[1] ?? 'none';
    expect(hub.logs()).not.toContain(secret);
    for (const Cookie of [
      '',
      '__Secure-link=wrong-wrong-wrong-wrong',
      `__Secure-link=01KEX4S6V8Z2M9Q3T7R5W1YB0C.${secret}`,
    ])
      expect([401, 403]).toContain((await send('/stop-news', {}, { Cookie })).status);
  });
});

describe('the page of a booking', () => {
  const colleague = (workEmail: string) => ({
    name: 'Fay Colleague',
    workEmail,
    odsCode: 'G85001',
    borough: 'Lambeth',
    jobRole: 'practice-nurse',
    jobTitle: 'Nurse',
  });
  async function booked(workEmail: string, changes: Parameters<TestPlatform['publishSession']>[0] = {}) {
    const sessionId = await hub.publishSession(changes);
    const { email } = await hub.booked(sessionId, workEmail);
    return { sessionId, ...(await follow(linksIn(email)[0] ?? '')) };
  }
  const policy = {
    unit: 'calendar-days' as const,
    notice: 30,
    feeBands: [{ upToMinutes: null, pence: 5000 }],
    payer: 'practice' as const,
    waivedBySubstitute: false,
  };

  it('hands the place over to a colleague, once, and says so to both', async () => {
    const { path, headers } = await booked('gives@nhs.net', { title: 'Handed over' });
    expect((await read(path, headers)).html).toContain(`href="${path}/substitute"`);
    const key = keyOf((await read(`${path}/substitute`, headers)).html);
    const hand = () => send(`${path}/substitute`, { ...colleague('takes@nhs.net'), key }, headers);
    expect(await hand()).toMatchObject({ status: 303, location: path });
    expect(await hand()).toMatchObject({ status: 303, location: path });
    const { html } = await read(path, headers);
    expect(html).toContain('You have handed over your place');
    expect(html).not.toContain('/substitute"');
    expect((await emailOf('takes@nhs.net', '')).text).toContain('has handed over their place to you');
    expect((await emailOf('gives@nhs.net', 'You have handed over')).text).toContain('Fay Colleague');
    expect((await open(`${path}/substitute`, { headers })).headers.get('location')).toBe(path);
  });

  it('says at each field what is wrong with a colleague, and loses nothing that was typed', async () => {
    const { path, headers } = await booked('gives.wrong@nhs.net', {
      audience: { roleGroups: ['nurse'], boroughs: [] },
    });
    const hand = (changes: Partial<ReturnType<typeof colleague>>) =>
      send(`${path}/substitute`, { ...colleague('right@nhs.net'), ...changes }, headers);
    const missing = await hand({ name: '', workEmail: 'wrong at nhs' });
    expect(missing).toMatchObject({ status: 422, html: expect.stringContaining('Enter their full name') });
    expect(missing.html).toContain('value="wrong at nhs"');
    const own = await hand({ workEmail: 'gives.wrong@nhs.net' });
    expect(own).toMatchObject({ status: 422, html: expect.stringContaining('href="#workEmail"') });
    const other = await hand({ jobRole: 'receptionist' });
    expect(other).toMatchObject({ status: 409, html: expect.stringContaining('href="#jobRole"') });
    await hub.fault({
      service: 'lambda',
      operation: 'Invoke',
      error: 'TooManyRequestsException',
      status: 429,
      count: 3,
    });
    const busy = await hand({});
    expect(busy).toMatchObject({ status: 503, html: expect.stringContaining('We are busy at the moment') });
    expect(busy.html).toContain('value="right@nhs.net"');
    await hub.clearFaults();
    expect(await send(`${path}/substitute`, colleague('right@nhs.net'))).toMatchObject({ status: 401 });
    expect(await hand({})).toMatchObject({ status: 303 });
  });

  it('keeps what was typed where the link is not open any more, until it was opened again', async () => {
    const { path, headers } = await booked('called.away@nhs.net');
    const typed = { ...colleague('kept@nhs.net'), name: 'Fay "<b>" Colleague' };
    const unopened = await send(`${path}/substitute`, typed);
    expect(unopened).toMatchObject({ status: 401, html: expect.stringContaining('You need your link for this') });
    expect(unopened.html).toContain(`<form action="${path}/substitute" method="post">`);
    expect(unopened.html).not.toContain('<b>');
    const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    const hidden = [...unopened.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const kept = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]));
    expect(kept).toEqual(typed);
    expect(await send(`${path}/substitute`, kept, headers)).toMatchObject({ status: 303, location: path });
    // What comes from elsewhere, or is no form, is shown to nobody.
    const foreign = await send(`${path}/substitute`, typed, { Origin: 'https://elsewhere.example' });
    expect(foreign).toMatchObject({ status: 403, html: expect.not.stringContaining('kept@nhs.net') });
    const opened = await read(`${path}/substitute`);
    expect(opened).toMatchObject({ status: 401, html: expect.not.stringContaining('Send it again') });
    expect(hub.logs()).not.toContain('kept@nhs.net');
  });

  it('answers an offer once, pressed twice, and says that it was somebody else once', async () => {
    const sessionId = await hub.publishSession({ capacity: 1 });
    const first = await hub.booked(sessionId, 'gives.up@nhs.net');
    await hub.booked(sessionId, 'presses@nhs.net');
    const request = { path: { bookingId: first.id }, body: {} };
    accepted(await hub.api.cancelBooking(request, { token: first.token }));
    const [offer = '', notMe = ''] = linksIn(await emailOf('presses@nhs.net', 'A place is free'));
    const { path, headers } = await follow(offer);
    const key = keyOf((await read(path, headers)).html);
    expect(key).not.toBe('');
    const declined = await Promise.all([1, 2].map(() => send(`${path}/decline`, { key }, headers)));
    expect(declined.map(({ status }) => status)).toEqual([303, 303]);
    expect(notMe === '' || new URL(notMe).pathname.startsWith(path)).toBe(true);
    const page = await read(`${path}/not-me`, headers);
    const said = () => send(`${path}/not-me`, { key: keyOf(page.html) }, headers);
    const once = await said();
    expect(once).toMatchObject({ status: 200, html: expect.stringContaining('Until ') });
    expect(await said()).toEqual(once);
  });

  it('says first what a late change costs, and takes nothing without that', async () => {
    const { path, headers } = await booked('gives.late@nhs.net', { cancellationPolicy: policy });
    const fee = '£50, to be paid by your practice or employer';
    const form = await read(`${path}/substitute`, headers);
    expect(form.html).toContain(`There is a fee of ${fee}`);
    const unsaid = await send(`${path}/substitute`, colleague('late@nhs.net'), headers);
    expect(unsaid).toMatchObject({ status: 409, html: expect.stringContaining('value="late@nhs.net"') });
    expect(unsaid.html).toContain(`There is a fee of ${fee}`);
    expect((await read(path, headers)).html).toContain('You have a place');
    const accepting = { ...colleague('late@nhs.net'), acceptedCost: fee };
    expect(await send(`${path}/substitute`, accepting, headers)).toMatchObject({ status: 303, location: path });
    expect((await read(path, headers)).html).toContain(fee);
  });

  async function needsSeenByStaff(sessionId: string, id: string): Promise<string | undefined> {
    const token = await hub.tokenOf('bookings');
    const { items } = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, { token })).body;
    return items.find(({ bookingId }) => bookingId === id)?.accessNeeds;
  }

  it('has what somebody needs deleted by a button, and the booking stays', async () => {
    const sessionId = await hub.publishSession();
    const needs = { accessNeeds: 'A hearing loop', accessNeedsWording: 1 };
    const { id, email } = await hub.booked(sessionId, 'hears@nhs.net', needs);
    const { path, headers } = await follow(linksIn(email)[0] ?? '');
    const held = () => needsSeenByStaff(sessionId, id);
    expect((await read(`${path}/access-needs`, headers)).html).toContain('Delete it');
    expect(await held()).toBe('A hearing loop');
    expect(await send(`${path}/access-needs`, {}, headers)).toMatchObject({
      status: 200,
      html: expect.stringContaining('It is deleted'),
    });
    expect(await held()).toBeUndefined();
    expect((await read(path, headers)).html).toContain('You have a place');
  });

  it('tells by a form what would help, agreed to in the words of today, until the session starts', async () => {
    const sessionId = await hub.publishSession();
    const { id, token, email } = await hub.booked(sessionId, 'tells.later@nhs.net');
    const { path, headers } = await follow(linksIn(email)[0] ?? '');
    const held = () => needsSeenByStaff(sessionId, id);
    const form = `${path}/access-needs/tell`;
    expect((await read(path, headers)).html).toContain(`href="${form}"`);
    const unsaid = await send(form, { accessNeedsAgreed: '1' }, headers);
    expect(unsaid).toMatchObject({ status: 422, html: expect.stringContaining('href="#accessNeeds"') });
    const asked = await send(form, { accessNeeds: 'A <hearing> loop' }, headers);
    expect(asked).toMatchObject({ status: 422, html: expect.stringContaining('Tick that you agree') });
    expect(asked.html).toContain('A &lt;hearing&gt; loop');
    const older = await send(form, { accessNeeds: 'A hearing loop', accessNeedsAgreed: '99' }, headers);
    expect(older).toMatchObject({ status: 409, html: expect.stringContaining('have changed') });
    expect(older.html).not.toContain('checked');
    expect(await held()).toBeUndefined();

    const told = await send(form, { accessNeeds: 'A hearing loop', accessNeedsAgreed: '1' }, headers);
    expect(told).toMatchObject({ status: 200, html: expect.stringContaining('Thank you for telling us') });
    expect(await held()).toBe('A hearing loop');
    // Whoever else has the link is shown nothing of it.
    for (const shown of [told, await read(path, headers), await read(form, headers)])
      expect(shown.html).not.toContain('A hearing loop');

    accepted(await hub.api.cancelBooking({ path: { bookingId: id }, body: {} }, { token }));
    const late = await send(form, { accessNeeds: 'A lift', accessNeedsAgreed: '1' }, headers);
    expect(late).toMatchObject({ status: 409, html: expect.stringContaining('we no longer need to know') });
    expect(late.html).toContain('A lift');
    expect((await read(path, headers)).html).not.toContain(form);
    expect(await read(form, headers)).toMatchObject({ status: 303 });
  });
});

describe('the sessions of a month', () => {
  it('are by day, lead to the months beside, and are narrowed as the list is', async () => {
    const of = { startsAt: '2027-03-09T13:00:00.000Z', endsAt: '2027-03-09T16:00:00.000Z' };
    const last = { startsAt: '2027-03-31T22:30:00.000Z', endsAt: '2027-03-31T22:59:00.000Z' };
    const next = { startsAt: '2027-03-31T23:30:00.000Z', endsAt: '2027-04-01T02:00:00.000Z' };
    await hub.publishSession({ title: 'In the month', ...of, format: 'in-person', venue: 'The hall', joinLink: null });
    await hub.publishSession({ title: 'On its last day', ...last });
    await hub.publishSession({ title: 'In the next', ...next });
    const { html } = await until(
      () => read('/sessions/month/2027-03'),
      (page) => page.html.includes('On its last day') && page.html.includes('In the month'),
      15_000,
      'the sessions to be listed',
    );
    expect(html).toContain('Training sessions in March 2027');
    expect(html).toMatch(/Tuesday 9 March 2027[\s\S]*In the month[\s\S]*1pm to 4pm\. The hall\. 30 places left/);
    // London's clocks are an hour ahead by then.
    expect(html).toMatch(/Wednesday 31 March 2027[\s\S]*11:30pm to 11:59pm/);
    expect(html).not.toContain('In the next');
    expect(html).toContain('href="/sessions/month/2027-02"');
    expect(html).toContain('href="/sessions/month/2027-04"');
    await until(
      () => read('/sessions/month/2027-04'),
      (page) => page.html.includes('Thursday 1 April 2027'),
      15_000,
      'the session of the next month to be listed',
    );

    const inPerson = await read('/sessions/month/2027-03?format=in-person&q=');
    expect(inPerson.html).toContain('In the month');
    expect(inPerson.html).not.toContain('On its last day');
    expect(inPerson.html).toContain('href="/sessions/month/2027-04?format=in-person"');
    expect((await read('/sessions?format=in-person')).html).toMatch(
      /href="\/sessions\/month\/20\d\d-\d\d\?format=in-person"/,
    );
  });

  it('are none where there is none, and no page where that is no month', async () => {
    const past = await read('/sessions/month/2001-01');
    expect(past).toEqual({ status: 200, html: expect.stringContaining('There is no session to book in this month') });
    expect(past.html).not.toContain('2000-12');
    for (const none of ['2027-13', '2027-1', 'now', '9999-12'])
      expect((await read(`/sessions/month/${none}`)).status).toBe(404);
    expect((await read('/sessions/month/2099-12')).html).not.toContain('2100-01');
    expect((await read('/sessions/month/2027-03?format=nothing')).status).toBe(422);
  });
});

describe('the link that keeps an account', () => {
  it('keeps it by a button, which says until when', async () => {
    const { endsAt } = accepted(await hub.api.getProfile({}, { token: await hub.register('long.away@nhs.net') })).body;
    await hub.moveClockTo(new Date(Date.parse(endsAt) - 20 * day));
    hub.forgetTokens();
    await hub.fire('tend-accounts');
    const [link = ''] = linksIn(await emailOf('long.away@nhs.net', 'Your account ends'));
    const { path, headers } = await follow(link);
    expect(path).toMatch(/^\/accounts\/\w{26}$/);
    expect((await read(path, headers)).html).toContain('Keep my account');
    const kept = await send(path, {}, headers);
    expect(kept).toMatchObject({ status: 200, html: expect.stringContaining('You keep your account') });
    expect(kept.html).toMatch(/<main.*href="\/account".*<\/main>/s);
    expect(await send(path, {}, headers)).toMatchObject({ status: 200 });
    const { body } = accepted(await hub.api.getProfile({}, { token: await hub.tokenOf('long.away@nhs.net') }));
    expect(Date.parse(body.endsAt)).toBeGreaterThan(Date.parse(endsAt));
  });
});
