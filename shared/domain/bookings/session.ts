import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { id } from '../ids.ts';
import type { Immutable } from '../immutable.ts';
import { count, version } from '../numbers.ts';
import { line, paragraphs } from '../text/text.ts';
import { secureUrl } from '../text/web-address.ts';
import { addDays, addYears } from '../time/calendar-time.ts';
import { instant } from '../time/instant.ts';
import { audience } from './audience.ts';
import { cancellationPolicy } from './cancellation-policy.ts';

export const sessionFormats = ['in-person', 'webinar'] as const;
export type SessionFormat = (typeof sessionFormats)[number];

/** A draft is published; what is published is either held and then completed, or cancelled. */
export const sessionStatuses = ['draft', 'published', 'cancelled', 'completed'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** What its organiser says of a session. */
export const sessionDetails = {
  title: line(150),
  description: paragraphs(4000),
  format: z.enum(sessionFormats),
  /** The organisation that gives the training. */
  provider: line(200),
  venue: line(300).nullable(),
  /** Shown to those with a place and to staff, never in the public list. */
  joinLink: secureUrl.nullable(),
  startsAt: instant,
  endsAt: instant,
  /** `null`: as soon as it is published. */
  bookingOpensAt: instant.nullable(),
  /** `null`: when the session starts. */
  bookingClosesAt: instant.nullable(),
  audience,
  cancellationPolicy: cancellationPolicy.nullable(),
  /** Fewer than these a week before, and the organiser is told. */
  minimumNumbers: z.int().nullable(),
  /** Whether attendees' names and work emails go to the provider: said to people before they book. */
  sharesAttendees: z.boolean(),
};

/** How many may come, and whether others may wait. */
export const placesGiven = { capacity: z.int().min(1), hasWaitingList: z.boolean() };

/** What its organiser enters of a session. */
export type SessionDetails = Immutable<z.output<z.ZodObject<typeof sessionDetails & typeof placesGiven>>>;

/** What people who come must hear of when it changes. */
export const toldFields = ['title', 'format', 'provider', 'venue', 'joinLink', 'startsAt', 'endsAt'] as const;
export type ToldField = (typeof toldFields)[number];

/** A training session. How its places stand changes with every booking, and is a noun of its own. */
export const sessionFields = {
  sessionId: id,
  seriesId: id.optional(),
  ...sessionDetails,
  status: z.enum(sessionStatuses),
  /** Rises with every change: what a change is based on. */
  version,
  /** Rises with every change that people who come are told of: iCalendar's SEQUENCE. */
  sequence: count,
  /** What the last of those changes changed. */
  changed: z.array(z.enum(toldFields)).optional(),
  createdAt: instant,
  publishedAt: instant.optional(),
  cancelledAt: instant.optional(),
  completedAt: instant.optional(),
};
export type Session = z.output<z.ZodObject<typeof sessionFields>>;

type Times = Pick<Session, 'startsAt' | 'endsAt'>;
export const hasStarted = ({ startsAt }: Pick<Times, 'startsAt'>, now: Date): boolean => startsAt <= now.toISOString();
export const hasEnded = ({ endsAt }: Pick<Times, 'endsAt'>, now: Date): boolean => endsAt <= now.toISOString();

/** A residential week. What takes longer is a series, each date of which can be booked and moved; more is a slip of the pen. */
const longestSessionDays = 7;
/** A session that started before has ended. A day more than it can take, for the hour by which clocks are put on. */
export const earliestStartOfCurrent = (now: Date): string => addDays(now, -(longestSessionDays + 1)).toISOString();
/** Nobody plans further ahead than the next two academic years: a later start is a wrong digit, in everybody's calendar. */
export const furthestStartYears = 3;

/** Why staff cancelled it, for those who had booked: in words of their own, which may turn out to say something of somebody. */
export const cancellationReason = paragraphs(500);

/** What must hold of any session, be it a draft. */
export function faultsOfSession(session: SessionDetails, now: Date): Fault[] {
  const { startsAt, endsAt, bookingOpensAt, bookingClosesAt, minimumNumbers, capacity, cancellationPolicy } = session;
  const faults: Fault[] = [];
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
export function faultsOfPublishing(session: SessionDetails, now: Date): Fault[] {
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
): Fault[] {
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

/** What has changed that people who come must know of. @param given - what is left out, or `undefined`, stays as it is */
export const changesToTell = (
  before: Pick<Session, ToldField>,
  given: { readonly [Field in ToldField]?: Session[Field] | undefined },
): ToldField[] => toldFields.filter((field) => given[field] !== undefined && given[field] !== before[field]);

/** Whether a session can be cancelled: it is published, and not over. */
export function decideSessionCancellation(session: Pick<Session, 'status' | 'endsAt'>, now: Date) {
  if (session.status === 'cancelled') return 'already' as const;
  return session.status === 'published' && !hasEnded(session, now) ? ('cancel' as const) : ('wrong-state' as const);
}

/** Attendance is recorded of what was held: published or already completed, and over. */
export function decideAttendance(session: Pick<Session, 'status' | 'endsAt'>, now: Date) {
  if (session.status !== 'published' && session.status !== 'completed') return 'wrong-state' as const;
  return hasEnded(session, now) ? ('record' as const) : ('not-over' as const);
}
