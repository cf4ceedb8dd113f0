import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import * as z from 'zod';
import { AttendeeRecord, BookingRecord, LineEntryRecord, OfferRecord, PlacesRecord } from '#records/bookings/items.ts';
import { EmailRecord } from '#records/emails/items.ts';
import { scanAll } from './scan.ts';

const Stored = z.discriminatedUnion('type', [
  AttendeeRecord,
  BookingRecord,
  EmailRecord,
  LineEntryRecord,
  OfferRecord,
  PlacesRecord,
]);

/** Everything that a table holds about bookings, as it is stored. */
export const readStored = (client: DynamoDBDocumentClient, tableName: string) => scanAll(client, tableName, Stored);

type StoredItem = z.output<typeof Stored>;
const ofType =
  <T extends StoredItem['type']>(type: T) =>
  (item: StoredItem): item is Extract<StoredItem, { type: T }> =>
    item.type === type;

/** The standing of one session, checked against itself: what each kind of record says of its places must be the same. */
export function expectConsistent(items: readonly StoredItem[], sessionId: string) {
  const places = items.filter(ofType('places')).find((item) => item.sessionId === sessionId);
  if (!places) throw new Error('There is no such session');
  const bookings = items.filter(ofType('booking')).filter((item) => item.sessionId === sessionId);
  const having = (status: string) => bookings.filter((booking) => booking.status === status);
  const idsOf = (records: readonly { bookingId: string }[]) => records.map(({ bookingId }) => bookingId).sort();
  const [confirmed, offered, waitlisted] = [having('confirmed'), having('offered'), having('waitlisted')];

  expect(places).toMatchObject({
    taken: confirmed.length + offered.length,
    offered: offered.length,
    waitlisted: waitlisted.length,
  });
  const line = items.filter(ofType('line-entry')).filter((item) => item.sessionId === sessionId);
  expect(idsOf(line)).toEqual(idsOf(waitlisted));
  for (const { rank, bookingId } of line) {
    expect(waitlisted.find((booking) => booking.bookingId === bookingId)?.rank).toBe(rank);
  }
  const offers = items.filter(ofType('offer')).filter((item) => item.sessionId === sessionId);
  expect(idsOf(offers)).toEqual(idsOf(offered));
  const holders = items.filter(ofType('attendee')).filter((item) => item.sessionId === sessionId);
  expect(idsOf(holders)).toEqual(idsOf([...confirmed, ...offered, ...waitlisted]));
  const people = holders.map(({ personId }) => personId);
  expect(new Set(people).size).toBe(people.length);

  const inLine = line.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ bookingId }) => bookingId);
  return { places, bookings, confirmed, offered, waitlisted, inLine };
}
