import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '#records/keys.ts';
import { benchId, fill } from './fill.ts';
import type { BenchHub } from './hub.ts';

type Status = 'confirmed' | 'waitlisted' | 'cancelled';

/** What anybody would fill in. */
export const personOf = (workEmail: string) => ({
  name: 'A Person',
  workEmail,
  workplace: { odsCode: 'G85001', borough: 'Lambeth' },
  jobRole: 'practice-nurse' as const,
  jobTitle: 'Nurse',
});

const bookedAt = '2026-01-05T09:00:00.000Z';
const yearOfSeconds = 365 * 86_400;

/** A booking as it is stored, in every list and index that it stands in. */
export function storedBooking(
  { subjectOf, clock }: Pick<BenchHub, 'subjectOf' | 'clock'>,
  n: number,
  of: { readonly sessionId: string; readonly personId: string; readonly status: Status },
) {
  const bookingId = benchId(n);
  const person = personOf(`p${n}@nhs.net`);
  const statusOf = {
    confirmed: { confirmedAt: bookedAt },
    waitlisted: { rank: rankOfJoining(bookingId) },
    cancelled: { cancelledAt: bookedAt, cancelledBecause: 'cancelled-by-person' },
  };
  return {
    ...keys.booking(bookingId),
    type: 'booking',
    v: 1,
    bookingId,
    ...of,
    reference: '7K3M9-Q2XDH',
    bookedAt,
    bookedBy: 'person',
    ...statusOf[of.status],
    toldSequence: 0,
    ...person,
    expiresAt: Math.floor(clock().getTime() / 1000) + yearOfSeconds,
    ...inGsi1(lists.bookingsOfSession(of.sessionId), sortKey(bookedAt, bookingId)),
    ...inGsi2(lists.bookingsOfPerson(of.personId), sortKey(bookedAt, bookingId)),
    subjectpk: lists.ofSubject(subjectOf(mailboxOf(person.workEmail))).pk,
    subjectsk: 'holder#booking',
  };
}

/** How many of a session's bookings stand how. */
export interface SessionSize {
  readonly confirmed: number;
  readonly waiting: number;
}

/** A session with so many people, its bookings in every list that they would stand in. */
export async function filledSession(
  hub: BenchHub,
  { confirmed, waiting }: SessionSize,
  {
    inDays,
    firstId = 0,
    every5thIs,
  }: { readonly inDays: number; readonly firstId?: number; readonly every5thIs?: Status },
): Promise<string> {
  const sessionId = await hub.publishedSession(10_000, inDays);
  await fill(hub, confirmed + waiting, (n) => {
    const usual = n < confirmed ? 'confirmed' : 'waitlisted';
    const status = n % 5 === 0 ? (every5thIs ?? usual) : usual;
    const personId = benchId(firstId + n + 2 ** 31);
    const booking = storedBooking(hub, firstId + n, { sessionId, personId, status });
    const { bookingId, expiresAt, reference, name, workEmail } = booking;
    const rank = rankOfJoining(bookingId);
    const line = { type: 'line-entry', v: 1, sessionId, bookingId, rank, expiresAt };
    const told = { reference, name, workEmail };
    const holder = { type: 'attendee', v: 1, sessionId, personId, bookingId, ...told, expiresAt };
    return [
      booking,
      { ...keys.attendee(sessionId, workEmail), ...holder },
      ...(status === 'waitlisted' ? [{ ...keys.lineEntry(sessionId, rank), ...line }] : []),
    ];
  });
  await hub.client.send(
    new UpdateCommand({
      TableName: hub.tableName,
      Key: { ...keys.places(sessionId) },
      UpdateExpression: 'SET taken = :taken, waitlisted = :waitlisted, #capacity = :taken',
      ExpressionAttributeNames: { '#capacity': 'capacity' },
      ExpressionAttributeValues: { ':taken': confirmed, ':waitlisted': waiting },
    }),
  );
  return sessionId;
}
