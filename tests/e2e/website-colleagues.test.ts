import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkIn, startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { keyOf, siteOf } from '../support/site.ts';

let hub: TestPlatform;
beforeAll(async () => {
  hub = await startTestPlatform();
});
afterAll(() => hub.stop());

const { open } = siteOf(() => hub);
/** As a browser sends a form of a page of ours. */
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = { Origin: hub.url }) =>
  open(path, { method: 'POST', headers, body: new URLSearchParams(fields) });

const row = (number: number, workEmail: string, name = `Colleague ${'ABCDEFGHIJ'[number - 1]}`) => ({
  [`colleague-${number}-name`]: name,
  [`colleague-${number}-workEmail`]: workEmail,
  [`colleague-${number}-jobRole`]: 'practice-nurse',
  [`colleague-${number}-jobTitle`]: 'Nurse',
});
const filledIn = (booker: string, addresses: readonly string[]): Record<string, string> => ({
  name: 'Pat Manager',
  workEmail: booker,
  odsCode: 'G85001',
  borough: 'Lambeth',
  rows: String(addresses.length),
  ...Object.assign({}, ...addresses.map((address, at) => row(at + 1, address))),
});
const errorsIn = (html: string) =>
  [...html.matchAll(/<a href="#([^"]+)">([^<]+)<\/a>/g)].map(([, name, text]) => [name, text]);

describe('the form that books for colleagues', () => {
  it('is one, however often it is sent', async () => {
    const sessionId = await hub.publishSession({ capacity: 3 });
    const path = `/sessions/${sessionId}/book-for-colleagues`;
    const fields = {
      ...filledIn('pat@double.nhs.uk', ['one@double.nhs.uk', 'two@double.nhs.uk']),
      key: keyOf(await (await open(path)).text()),
    };
    const sent = await Promise.all([1, 2, 3].map(() => send(path, fields)));
    for (const { status, headers } of sent)
      expect([status, headers.get('location')]).toEqual([
        303,
        `/sessions/${sessionId}/booked-for-colleagues?places=2&waiting=0`,
      ]);
    await hub.untilEmailsSent();
    for (const address of ['pat@double.nhs.uk', 'one@double.nhs.uk', 'two@double.nhs.uk'])
      expect(await hub.emailsTo(address)).toHaveLength(1);
  });

  it('is taken from pages of ours alone', async () => {
    const sessionId = await hub.publishSession();
    const fields = filledIn('pat@elsewhere.nhs.uk', ['one@elsewhere.nhs.uk']);
    const foreign = await send(`/sessions/${sessionId}/book-for-colleagues`, fields, {
      Origin: 'https://elsewhere.example',
    });
    expect(foreign.status).toBe(403);
    await hub.untilEmailsSent();
    expect(await hub.emailsTo('one@elsewhere.nhs.uk')).toEqual([]);
  });

  it('says at the row what is wrong with it, counting none that is empty, and as text whatever was typed', async () => {
    const sessionId = await hub.publishSession();
    const typed = {
      ...filledIn('pat@rows.nhs.uk', ['one@rows.nhs.uk']),
      rows: '4',
      ...row(3, 'ONE+tag@rows.nhs.uk', '<script>alert(1)</script>'),
      ...row(4, 'pat+me@rows.nhs.uk'),
    };
    const first = await send(`/sessions/${sessionId}/book-for-colleagues`, typed);
    expect(first.status).toBe(422);
    const html = await first.text();
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('value="&lt;script&gt;alert(1)&lt;/script&gt;"');
    // The second row was left empty: the third is the second from now on.
    expect(errorsIn(html)).toEqual([
      ['colleague-2-workEmail', 'You have given this email address already'],
      [
        'colleague-3-workEmail',
        'Enter the email address of a colleague. To book for yourself, use the form for one person',
      ],
    ]);
  });

  it('has ten rows at most, whatever is sent', async () => {
    const sessionId = await hub.publishSession();
    for (const [rows, shown] of [
      ['10', 10],
      ['9', 10],
      ['99', 10],
      ['-1', 4],
      ['', 4],
    ] as const) {
      const html = await (await send(`/sessions/${sessionId}/book-for-colleagues`, { rows, does: 'another' })).text();
      expect(html.match(/Colleague \d+<\/h2>/g), rows).toHaveLength(shown);
    }
    const most = filledIn(
      'pat@ten.nhs.uk',
      Array.from({ length: 11 }, (_, at) => `n${at}@ten.nhs.uk`),
    );
    const sent = await send(`/sessions/${sessionId}/book-for-colleagues`, most);
    expect(sent.headers.get('location')).toContain('places=10&waiting=0');
  });

  it('comes back whole where places are too few and nobody can wait', async () => {
    const sessionId = await hub.publishSession({ capacity: 1, hasWaitingList: false });
    const fields = filledIn('pat@few.nhs.uk', ['one@few.nhs.uk', 'two@few.nhs.uk']);
    const refused = await send(`/sessions/${sessionId}/book-for-colleagues`, fields);
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('There is only 1 place left, and no waiting list to join');
    expect(html).toContain('value="two@few.nhs.uk"');
    const one = await send(
      `/sessions/${sessionId}/book-for-colleagues`,
      filledIn('pat@few.nhs.uk', ['one@few.nhs.uk']),
    );
    expect(one.status).toBe(303);
    const full = await open(`/sessions/${sessionId}/book-for-colleagues`);
    expect([full.status, full.headers.get('location')]).toEqual([303, `/sessions/${sessionId}`]);
  });
});

describe('the page that says that colleagues are booked', () => {
  it('leads whoever has booked for nobody to the session', async () => {
    const sessionId = await hub.publishSession();
    const path = `/sessions/${sessionId}/booked-for-colleagues`;
    for (const query of ['', '?places=0&waiting=0', '?places=many']) {
      const response = await open(`${path}${query}`);
      expect([response.status, response.headers.get('location')]).toEqual([303, `/sessions/${sessionId}`]);
    }
    expect(await (await open(`${path}?places=0&waiting=1`)).text()).toContain('1 is in the waiting list');
  });
});

describe('the link of who booked for colleagues', () => {
  it('opens the page of these alone, by a cookie of that page alone, and no colleague’s booking', async () => {
    const sessionId = await hub.publishSession();
    await send(`/sessions/${sessionId}/book-for-colleagues`, filledIn('pat@link.nhs.uk', ['one@link.nhs.uk']));
    const [toPat] = await hub.untilEmails('pat@link.nhs.uk', 1);
    const [toOne] = await hub.untilEmails('one@link.nhs.uk', 1);
    if (!toPat || !toOne) throw new Error('There is no email');
    const { id, token } = linkIn(toPat);
    const opened = await open(`/group-bookings/${id}?token=${token}`);
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(opened.headers.get('location')).toBe(`/group-bookings/${id}`);
    expect(cookie).toContain(`Path=/group-bookings/${id}`);
    expect(cookie).toMatch(/HttpOnly/);
    const [named = ''] = cookie.split(';');
    const page = await open(`/group-bookings/${id}`, { headers: { Cookie: named } });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('Has a place')]);
    expect(html).not.toContain('one@link.nhs.uk');

    // Sent along by hand, it opens no colleague's booking; nor does theirs open this.
    const theirs = linkIn(toOne);
    expect((await open(`/bookings/${theirs.id}`, { headers: { Cookie: named } })).status).toBe(403);
    const foreign = { Cookie: named.replace(token, theirs.token) };
    expect((await open(`/group-bookings/${id}`, { headers: foreign })).status).toBe(403);
    // A mail scanner that opens every link ends nothing.
    await open(`/group-bookings/${id}/not-me`, { headers: { Cookie: named } });
    const again = await open(`/group-bookings/${id}`, { headers: { Cookie: named } });
    expect(again.status).toBe(200);
    const ended = await send(`/group-bookings/${id}/not-me`, {}, { Origin: hub.url, Cookie: named });
    expect(ended.status).toBe(200);
    const [told] = await hub.untilEmails('one@link.nhs.uk', 2);
    expect(told?.subject).toContain('Your booking is cancelled');
  });
});
