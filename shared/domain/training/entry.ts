import type { Booking } from '../bookings/booking.ts';
import type { Session } from '../bookings/session.ts';
import type { FundingRequest } from '../funding/request.ts';
import { id } from '../ids.ts';
import { londonDay } from '../time/london.ts';
import type { TrainingRecord } from './training-record.ts';

/** Where an entry comes from: its owner, a session that they attended here, or a course that was paid for here. */
export const trainingSources = ['own', 'attendance', 'funded-course'] as const;
export type TrainingSource = (typeof trainingSources)[number];
export type SourceHere = Exclude<TrainingSource, 'own'>;

/** One line of somebody's training, wherever it comes from. */
export interface TrainingEntry {
  readonly trainingRecordId: string;
  readonly source: TrainingSource;
  readonly title: string;
  readonly provider: string;
  readonly completedOn: string;
  /** Not known of a course, nor of what takes several days. */
  readonly minutes?: number | undefined;
  readonly level?: TrainingRecord['level'];
  readonly participatory?: boolean | undefined;
  readonly certificateCode?: string | undefined;
  /** Of one's own, which alone changes by itself. */
  readonly version?: number | undefined;
}

/** Which entry: one's own by its own id, what was made here by that of the booking or request that it is read off. */
export interface EntryRef {
  readonly source: TrainingSource;
  readonly id: string;
}

/** How an id of an entry is written. */
export const entryIdForm = /^(attendance-|funded-course-)?[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

const entryId = ({ source, id: of }: EntryRef): string => (source === 'own' ? of : `${source}-${of}`);

/** None where it is no id of an entry. */
export function entryRefOf(trainingRecordId: string): EntryRef | undefined {
  const source = (['attendance', 'funded-course'] as const).find((each) => trainingRecordId.startsWith(`${each}-`));
  const of = source ? trainingRecordId.slice(source.length + 1) : trainingRecordId;
  return id.safeParse(of).success ? { source: source ?? 'own', id: of } : undefined;
}

export function ofOwn({ hours, personId: _, createdAt: __, ...record }: TrainingRecord): TrainingEntry {
  return { ...record, source: 'own', minutes: Math.round(hours * 60) };
}

/** The day on which a session was over: one that ends at midnight ends with the day before. */
const lastDay = ({ endsAt }: Pick<Session, 'endsAt'>): string =>
  londonDay(new Date(Date.parse(endsAt) - 1).toISOString());

/** None where its holder did not come, or staff have put it right since. */
export function ofAttendance(
  { bookingId, attendance, certificateCode }: Pick<Booking, 'bookingId' | 'attendance' | 'certificateCode'>,
  session: Pick<Session, 'title' | 'provider' | 'format' | 'startsAt' | 'endsAt'>,
): TrainingEntry | undefined {
  if (attendance !== 'attended') return undefined;
  const { title, provider, format, startsAt, endsAt } = session;
  const completedOn = lastDay(session);
  return {
    trainingRecordId: entryId({ source: 'attendance', id: bookingId }),
    source: 'attendance',
    title,
    provider,
    completedOn,
    // Of several days, the nights are no hours of training, and nobody has said how many there were.
    ...(londonDay(startsAt) === completedOn && {
      minutes: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000),
    }),
    // Whether somebody took part in a webinar, or only listened, is for them to say.
    ...(format === 'in-person' && { participatory: true }),
    certificateCode,
  };
}

/** None before it is finished. @param providerName - of who gives it */
export function ofCourse(
  {
    fundingRequestId,
    status,
    statusSince,
    course,
  }: Pick<FundingRequest, 'fundingRequestId' | 'status' | 'statusSince' | 'course'>,
  providerName: (course: NonNullable<FundingRequest['course']>) => string,
): TrainingEntry | undefined {
  if (status !== 'completed' || !course) return undefined;
  return {
    trainingRecordId: entryId({ source: 'funded-course', id: fundingRequestId }),
    source: 'funded-course',
    title: course.name,
    provider: providerName(course),
    completedOn: londonDay(statusSince),
    level: course.level,
  };
}
