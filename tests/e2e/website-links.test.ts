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

const { open, read, send } = siteOf(() => hub);

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
