import * as z from 'zod';
import { attendances } from '#domain/bookings/attendance.ts';
import { audience } from '#domain/bookings/audience.ts';
import { bookingStatuses, cancellationReasons } from '#domain/bookings/booking.ts';
import { cancellationPolicy, charge } from '#domain/bookings/cancellation-policy.ts';
import { reminders } from '#domain/bookings/reminders.ts';
import { sessionFormats, sessionStatuses, toldFields } from '#domain/bookings/session.ts';
import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { emailAddress, jobRole, workplace } from '#domain/people/person.ts';
import { line, paragraphs } from '#domain/text/text.ts';
import { secureUrl } from '#domain/text/web-address.ts';
import { instant } from '#domain/time/instant.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from '../engine/record.ts';

export const SessionRecord = record('session', 'kept', {
  ...notPersonal({
    sessionId: id,
    seriesId: id.optional(),
    title: line(150),
    description: paragraphs(4000),
    format: z.enum(sessionFormats),
    provider: line(200),
    venue: line(300).nullable(),
    joinLink: secureUrl.nullable(),
    startsAt: instant,
    endsAt: instant,
    bookingOpensAt: instant.nullable(),
    bookingClosesAt: instant.nullable(),
    audience,
    cancellationPolicy: cancellationPolicy.nullable(),
    minimumNumbers: z.int().nullable(),
    sharesAttendees: z.boolean(),
    status: z.enum(sessionStatuses),
    /** Rises with every change: what a change is based on. */
    version: z.int().min(1),
    /** Rises with every change that people who come are told of: iCalendar's SEQUENCE. */
    sequence: count,
    /** What the last of those changes changed. */
    changed: z.array(z.enum(toldFields)).optional(),
    createdAt: instant,
    publishedAt: instant.optional(),
    cancelledAt: instant.optional(),
    cancelledBecause: paragraphs(500).optional(),
    completedAt: instant.optional(),
  }),
});

/** Several dates of one course, made together; each is a session of its own. */
export const SeriesRecord = record('series', 'kept', {
  ...notPersonal({ seriesId: id, title: line(150), sessionIds: z.array(id), createdAt: instant }),
});

/** How a session's places stand. The one record that everybody who books contends for, so it is small. */
export const PlacesRecord = record('places', 'kept', {
  ...notPersonal({
    sessionId: id,
    status: z.enum(sessionStatuses),
    capacity: z.int().min(1),
    taken: count,
    offered: count,
    waitlisted: count,
    hasWaitingList: z.boolean(),
    opensAt: instant,
    closesAt: instant,
    startsAt: instant,
    endsAt: instant,
    /** The session's, so that nobody books what they were told of as it was before. */
    sequence: count,
  }),
});

/** What has been sent to everybody of a session or to its organiser, so that it is not sent again. */
export const NoticesRecord = record('notices', 'kept', {
  ...notPersonal({
    sessionId: id,
    weekReminderAt: instant.optional(),
    dayReminderAt: instant.optional(),
    hourReminderAt: instant.optional(),
    /** The reminder that could not be made out to somebody, and when that is tried again. */
    remindAgain: z.object({ reminder: z.enum(reminders), at: instant }).optional(),
    minimumNumbersAt: instant.optional(),
    /** The capacity at which the organiser was last told that the session is full. */
    fullAtCapacity: z.int().optional(),
    /** The latest change of which people who come have yet to be told. While there is one, it stands in the list of those to tell. */
    tellSequence: count.optional(),
  }),
});

export const BookingRecord = record('booking', 'booking', {
  ...notPersonal({
    bookingId: id,
    sessionId: id,
    personId: id,
    reference: z.string(),
    status: z.enum(bookingStatuses),
    bookedAt: instant,
    bookedBy: z.enum(['person', 'hub']),
    /** Where it stands in the line while it is waitlisted. */
    rank: z.string().optional(),
    offerEndsAt: instant.optional(),
    confirmedAt: instant.optional(),
    cancelledAt: instant.optional(),
    cancelledBecause: z.enum(cancellationReasons).optional(),
    /** Whose the place became. */
    handedTo: id.optional(),
    /** When an email about it came back from its holder's address for good, and none has arrived since. */
    emailBouncedAt: instant.optional(),
    /** The last change of the session that the holder was told of. */
    toldSequence: count,
    weekReminderAt: instant.optional(),
    dayReminderAt: instant.optional(),
    hourReminderAt: instant.optional(),
    certificateCode: z.string().optional(),
    attendanceRecordedAt: instant.optional(),
  }),
  ...personal('booking', {
    name: line(200),
    workEmail: emailAddress,
    workplace,
    jobRole,
    jobTitle: line(120),
    managerEmail: emailAddress.optional(),
    attendance: z.enum(attendances).optional(),
    charge: charge.optional(),
  }),
});

/** A turn in a session's waiting list. Its key is the rank, so that the line is read in order. */
export const LineEntryRecord = record('line-entry', 'booking', {
  ...notPersonal({ sessionId: id, bookingId: id, rank: z.string() }),
});

/** A place that is kept for somebody from the waiting list until they answer, or the offer ends. */
export const OfferRecord = record('offer', 'booking', {
  ...notPersonal({ sessionId: id, bookingId: id, endsAt: instant }),
});

/** That somebody attended: what whoever is shown a certificate can check it against. */
export const CertificateRecord = record('certificate', 'booking', {
  ...notPersonal({
    code: z.string(),
    bookingId: id,
    sessionId: id,
    title: line(150),
    provider: line(200),
    startsAt: instant,
    endsAt: instant,
    issuedAt: instant,
  }),
  ...personal('booking', { initials: z.string() }),
});

/** Kept apart from the booking, since it says something about a person's health and is needed only until the session is over. */
export const AccessNeedsRecord = record('access-needs', 'access-needs', {
  ...notPersonal({ bookingId: id }),
  ...personal('access-needs', { accessNeeds: paragraphs(1000) }),
});

/**
 * That a person holds a booking for a session: its key is what makes a second one impossible. With what an email about the
 * booking says, so that who books again is sent their link without another reading.
 */
export const AttendeeRecord = record('attendee', 'booking', {
  ...notPersonal({ sessionId: id, personId: id, bookingId: id, reference: z.string() }),
  ...personal('booking', { name: line(200), workEmail: emailAddress }),
});
