import type { CancellationPolicy } from '#hub/hub.ts';
import { addDays, addYears } from '../time/calendar-time.ts';
import type { Audience } from './audience.ts';
import { hasEnded } from './booking.ts';

export const sessionFormats = ['in-person', 'webinar'] as const;
export type SessionFormat = (typeof sessionFormats)[number];

/** A draft is published; what is published is either held and then completed, or cancelled. */
export const sessionStatuses = ['draft', 'published', 'cancelled', 'completed'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export interface SessionDetails {
  readonly title: string;
  readonly description: string;
  readonly format: SessionFormat;
  /** The organisation that gives the training. */
  readonly provider: string;
  readonly venue: string | null;
  /** Shown to those with a place and to staff, never in the public list. */
  readonly joinLink: string | null;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  readonly capacity: number;
  /** ISO 8601 UTC; `null`: as soon as it is published. */
  readonly bookingOpensAt: string | null;
  /** ISO 8601 UTC; `null`: when the session starts. */
  readonly bookingClosesAt: string | null;
  readonly audience: Audience;
  readonly cancellationPolicy: CancellationPolicy | null;
  readonly hasWaitingList: boolean;
  /** Fewer than these a week before, and the organiser is told. */
  readonly minimumNumbers: number | null;
  /** Whether attendees' names and work emails go to the provider: said to people before they book. */
  readonly sharesAttendees: boolean;
}

export interface SessionFault {
  /** A field, or a JSON Pointer within one: `audience/boroughs/0`. */
  readonly field: string;
  readonly detail: string;
}

/** A residential week. What takes longer is a series, each date of which can be booked and moved; more is a slip of the pen. */
const longestSessionDays = 7;
/** Nobody plans further ahead than the next two academic years: a later start is a wrong digit, in everybody's calendar. */
const furthestStartYears = 3;

/** What must hold of any session, be it a draft. */
export function faultsOfSession(session: SessionDetails, now: Date): SessionFault[] {
  const { startsAt, endsAt, bookingOpensAt, bookingClosesAt, minimumNumbers, capacity, cancellationPolicy } = session;
  const faults: SessionFault[] = [];
  const fault = (field: string, detail: string) => faults.push({ field, detail });
  if (endsAt <= startsAt) fault('endsAt', 'The end must be after the start');
  if (endsAt > addDays(new Date(startsAt), longestSessionDays).toISOString()) {
    fault('endsAt', `The end must be within ${longestSessionDays} days of the start`);
  }
  const tooFar = startsAt > addYears(now, furthestStartYears).toISOString();
  if (tooFar || startsAt < addYears(now, -furthestStartYears).toISOString()) {
    fault('startsAt', `The start must be within ${furthestStartYears} years from now`);
  }
  if (session.format === 'in-person' && session.venue === null) {
    fault('venue', 'Say where an in-person session takes place');
  }
  const closesAt = bookingClosesAt ?? startsAt;
  if (closesAt > startsAt) fault('bookingClosesAt', 'Booking must close when the session starts, or before');
  if (bookingOpensAt !== null && bookingOpensAt >= closesAt) {
    fault('bookingOpensAt', 'Booking must open before it closes');
  }
  if (minimumNumbers !== null && minimumNumbers > capacity) {
    fault('minimumNumbers', 'Enter a number that is not above the capacity');
  }
  const limits = cancellationPolicy?.feeBands.map(({ upToMinutes }) => upToMinutes ?? Number.POSITIVE_INFINITY) ?? [];
  if (limits.some((limit, index) => index > 0 && limit <= (limits[index - 1] ?? 0))) {
    fault('cancellationPolicy/feeBands', 'Give the bands by length, shortest first');
  }
  return faults;
}

/** What must hold besides when people are offered it. */
export function faultsOfPublishing(session: SessionDetails, now: Date): SessionFault[] {
  const faults = faultsOfSession(session, now);
  if (session.format === 'webinar' && session.joinLink === null) {
    faults.push({ field: 'joinLink', detail: 'Give the link with which people join the webinar' });
  }
  if (session.startsAt <= now.toISOString()) {
    faults.push({ field: 'startsAt', detail: 'The start must be in the future' });
  }
  return faults;
}

/** A published session that has begun may still have its wording put right, but not be moved into the past. */
export function faultsOfChange(
  before: SessionDetails,
  after: SessionDetails,
  status: SessionStatus,
  now: Date,
): SessionFault[] {
  if (status === 'draft') return faultsOfSession(after, now);
  const moved = before.startsAt !== after.startsAt;
  return faultsOfPublishing(after, now).filter(({ field }) => moved || field !== 'startsAt');
}

/** When the public may book: from and until, as ISO 8601 UTC. */
export const bookingWindow = (
  session: Pick<SessionDetails, 'bookingOpensAt' | 'bookingClosesAt' | 'startsAt'>,
): { readonly opensAt: string; readonly closesAt: string } => ({
  opensAt: session.bookingOpensAt ?? new Date(0).toISOString(),
  closesAt: session.bookingClosesAt ?? session.startsAt,
});

/** What people who come must hear of when it changes. */
export const toldFields = ['title', 'format', 'provider', 'venue', 'joinLink', 'startsAt', 'endsAt'] as const;
export type ToldField = (typeof toldFields)[number];

/** What has changed that people who come must know of. */
export const changesToTell = (
  before: Pick<SessionDetails, ToldField>,
  after: Pick<SessionDetails, ToldField>,
): ToldField[] => toldFields.filter((field) => before[field] !== after[field]);

/** Whether a session can be cancelled: it is published, and not over. */
export function decideSessionCancellation(
  session: { readonly status: SessionStatus; readonly endsAt: string },
  now: Date,
) {
  if (session.status === 'cancelled') return 'already' as const;
  return session.status === 'published' && !hasEnded(session, now) ? ('cancel' as const) : ('wrong-state' as const);
}

/** Attendance is recorded of what was held: published or already completed, and over. */
export function decideAttendance(session: { readonly status: SessionStatus; readonly endsAt: string }, now: Date) {
  if (session.status !== 'published' && session.status !== 'completed') return 'wrong-state' as const;
  return hasEnded(session, now) ? ('record' as const) : ('not-over' as const);
}
