import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { keys } from '#records/keys.ts';
import { type BenchHub, tableName } from './hub.ts';

/** Of three records each at most: DynamoDB takes 25 in one batch. */
const bookingsAtOnce = 8;
const atOnce = 16;

/** Digits only are a ULID, too. */
export const benchId = (n: number): string => `01${String(n).padStart(24, '0')}`;

/** A booking as it is stored, but for its place in the lists. */
export const benchBooking = (
  n: number,
  of: { readonly sessionId: string; readonly personId: string; readonly status: 'confirmed' | 'waitlisted' },
) => {
  const bookingId = benchId(n);
  const bookedAt = '2026-01-05T09:00:00.000Z';
  return {
    ...keys.booking(bookingId),
    type: 'booking',
    v: 1,
    bookingId,
    ...of,
    reference: '7K3M9-Q2XDH',
    bookedAt,
    bookedBy: 'person',
    ...(of.status === 'confirmed' ? { confirmedAt: bookedAt } : { rank: rankOfJoining(bookingId) }),
    toldSequence: 0,
    name: 'A Person',
    workEmail: `p${n}@nhs.net`,
    workplace: { odsCode: 'G85001', borough: 'Lambeth' },
    jobRole: 'practice-nurse',
    jobTitle: 'Nurse',
    expiresAt: Math.floor(Date.now() / 1000) + 86_400 * 365,
  };
};

/** Writes records past every rule, as fast as the engine takes them. */
export async function fill(
  { client }: BenchHub,
  bookings: number,
  itemsOf: (n: number) => readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < bookings) {
      const first = next;
      next += bookingsAtOnce;
      const requests = Array.from({ length: Math.min(bookingsAtOnce, bookings - first) }, (_, n) => itemsOf(first + n))
        .flat()
        .map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}
