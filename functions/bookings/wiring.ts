import type { Exports } from '#documents/exports.ts';
import { secureRandom } from '#platform/ids.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createAttendeeLists } from '#records/bookings/attendee-lists.ts';
import { createBookingReads } from '#records/bookings/booking-reads.ts';
import { createBookings, createHeldBookings } from '#records/bookings/bookings.ts';
import { createLine } from '#records/bookings/line.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHoldLifting, createHolds } from '#records/people/holds.ts';
import { createLinks } from '#records/people/links.ts';

type ForServices = ViewFor<'provide-services'>;
type ForBooking = ViewFor<'provide-services' | 'run-reliably'>;

const kept = <Readable extends ForServices>(open: OpenRecords<Readable>) => ({
  ...open,
  retention: open.hub.retention,
});

/** What the use cases of people stand on: stores, made once on records that are open, and never the records themselves. */
export function wireForPeople(open: OpenRecords<ForBooking>) {
  const { records, ...rest } = open;
  return {
    ...rest,
    random: secureRandom,
    sessions: createSessionReads(kept(open)),
    bookings: createHeldBookings(open),
    links: createLinks(open),
    holds: createHolds(open),
    recallReply: records.recall,
  };
}

export type WiringForPeople = ReturnType<typeof wireForPeople>;

/** Of learners who have signed in, and look at what is theirs. */
export function wireForLearners(open: OpenRecords<ForServices>) {
  const { records, ...rest } = open;
  return {
    ...rest,
    sessions: createSessionReads(kept(open)),
    bookings: { ...createBookingReads(open), ...createLine(open) },
    recallReply: records.recall,
  };
}

/** Of the clock, which looks at sessions and puts in line what is to be done. */
export const wireTending = ({ records, ...open }: OpenRecords<ForServices>) => ({
  ...open,
  sessions: createSessions(kept({ records, ...open })),
});

/** With what belongs to whole sessions besides. */
const wireSessions = (open: OpenRecords<ForBooking>) => ({
  ...wireForPeople(open),
  sessions: createSessions(kept(open)),
  bookings: createBookings(open),
});

export const wireForStaff = (open: OpenRecords<ForBooking>, exports: Exports) => ({
  ...wireSessions(open),
  exports,
  attendees: createAttendeeLists(open),
  liftHold: createHoldLifting(open),
});

export type WiringForStaff = ReturnType<typeof wireForStaff>;

/** Of what follows from a change; links that are sent again are those of funding, too. */
export const wireForFollowUps = (open: OpenRecords<ForBooking>) => ({
  ...wireSessions(open),
  requests: createFundingRequests(open),
});
