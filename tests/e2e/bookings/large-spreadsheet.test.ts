import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { inGsi1, keys, lists, sortKey } from '#records/keys.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { searchEverywhere } from '../../support/search-everywhere.ts';

/** Of some three kilobytes each: two parts of a table, and a row where one ends and the other begins. */
const people = 1900;
const personAt = (n: number) => ({
  bookingId: `01${String(n).padStart(24, '0')}`,
  name: `Zoë O’Brien ${n}`,
  workEmail: `person.${n}@nhs.net`,
  accessNeeds: `=1+${n}, "a loop" ${'€'.repeat(850 + (n % 90))}`,
});

describe('a spreadsheet of thousands', () => {
  let hub: TestPlatform;
  let sessionId: string;
  let token: string;

  beforeAll(async () => {
    hub = await startTestPlatform();
    sessionId = await hub.publishSession();
    token = await hub.tokenOf('bookings');
    const now = await hub.now();
    const bookedAt = now.toISOString();
    const expiresAt = Math.floor(now.getTime() / 1000) + 86_400;
    await hub.fill(
      Array.from({ length: people }, (_, n) => n).flatMap((n) => {
        const { bookingId, name, workEmail, accessNeeds } = personAt(n);
        const booking = {
          ...{ type: 'booking', v: 1, bookingId, sessionId, personId: bookingId, status: 'confirmed' },
          ...{ reference: '7K3M9-Q2XDH', bookedAt, confirmedAt: bookedAt, bookedBy: 'person', toldSequence: 0 },
          ...{ name, workEmail, workplace: { odsCode: 'G85001', borough: 'Lambeth' }, expiresAt },
          ...{ jobRole: 'practice-nurse', jobTitle: 'Nurse' },
        };
        return [
          {
            ...keys.booking(bookingId),
            ...booking,
            ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
          },
          { ...keys.accessNeeds(bookingId), type: 'access-needs', v: 1, bookingId, accessNeeds, expiresAt },
        ];
      }),
    );
  });
  afterAll(() => hub.stop());

  const ask = (query: { status?: 'waitlisted' } = {}) =>
    hub.api.listSessionBookings({ path: { sessionId }, query }, { token, accept: 'text/csv' });
  const looks = async () =>
    (await hub.trail()).filter(
      ({ action, subjects }) => action === 'attendees-seen' && subjects[0]?.endsWith(sessionId),
    );

  it('is answered by a link that opens all of it, every person once and in order', async () => {
    const reply = accepted(await ask());
    if (reply.status !== 201) throw new Error('it was answered itself');
    const opened = await fetch(reply.body.url);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-disposition')).toContain('attachment; filename="bookings.csv"');
    const sheet = await opened.text();
    expect(Buffer.byteLength(sheet)).toBeGreaterThan(5 * 1024 * 1024);
    const rows = parse(sheet, { bom: true, columns: true }) as Record<string, string>[];
    const seen = rows.map((row) => [row.Booking, row.Name, row['Work email'], row['Access needs']].join());
    const booked = Array.from({ length: people }, (_, n) => personAt(n)).map(
      ({ bookingId, name, workEmail, accessNeeds }) => [bookingId, name, workEmail, `'${accessNeeds}`].join(),
    );
    expect(seen).toHaveLength(people);
    // Of thousands of them, the first that is another.
    expect(seen.find((row, n) => row !== booked[n])).toBeUndefined();

    // For a minute, and on record: who was shown whom, once.
    expect(Date.parse(reply.body.endsAt) - (await hub.now()).getTime()).toBeLessThanOrEqual(60_000);
    const entries = await looks();
    expect(entries.map(({ facts }) => facts)).toEqual([{ bookings: people }]);
    expect(new Set(entries[0]?.subjects).size).toBe(1 + people);
    expect(hub.objects()).toEqual([expect.stringMatching(/^exports\/bookings\/[0-9A-Z]{26}\.csv$/)]);
    expect(hub.uploads()).toEqual([]);
    await hub.advance(61_000);
    expect((await fetch(reply.body.url)).status).toBe(403);
  });

  it('is a page where a page was asked for', async () => {
    const reply = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, { token }));
    expect(reply.status).toBe(200);
    expect(reply.body.items).toHaveLength(20);
  });

  it('is answered itself, and written nowhere, where it is small', async () => {
    const before = hub.objects();
    const reply = accepted(await ask({ status: 'waitlisted' }));
    expect(reply).toMatchObject({ status: 200, mediaType: 'text/csv', body: expect.stringContaining('Reference') });
    expect([hub.objects(), hub.uploads()]).toEqual([before, []]);
  });

  it('asks for nothing that a function may not do, and leaves nobody in a log', async () => {
    expect(await hub.denied()).toEqual([]);
    expect(await searchEverywhere(hub, 'person.1@nhs.net', ['log'])).toEqual([]);
  });
});
