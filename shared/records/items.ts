import * as z from 'zod';
import { attendances } from '../domain/attendance.ts';
import { bookingStatuses, cancellationReasons } from '../domain/booking.ts';
import {
  audience,
  cancellationPolicy,
  charge,
  emailAddress,
  id,
  instant,
  jobRole,
  line,
  paragraphs,
  secureUrl,
  workplace,
} from '../domain/fields.ts';
import { reminders } from '../domain/reminders.ts';
import { sessionFormats, sessionStatuses, toldFields } from '../domain/session.ts';
import { fundingRetention } from '../privacy/inventory.ts';
import { notPersonal, personal } from '../privacy/stored-fields.ts';
import { linkedKinds } from './keys.ts';
import { record } from './record-types.ts';

/** What an email can be about: what its link opens, or what staff look after. */
export const emailSubjects = [...linkedKinds, 'session', 'funding-queues'] as const;

const count = z.int().min(0);

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

/** A person, known by one work email. What a booking says of them is not copied here after the first: anybody may type an address. */
export const PersonRecord = record('person', 'account', {
  ...notPersonal({ personId: id, createdAt: instant, lastActiveAt: instant }),
  ...personal('account', { name: line(200), workEmail: emailAddress, workplace, jobRole, jobTitle: line(120) }),
});

export const AddressRecord = record('address', 'account', {
  ...notPersonal({ personId: id }),
});

/** Kept as long as what it opens, or shorter. Until when it opens that is decided as it is used (`shared/domain/links.ts`). */
export const ManageTokenRecord = record('manage-token', ['booking', ...fundingRetention], {
  ...notPersonal({ opens: z.object({ kind: z.enum(linkedKinds), id }), createdAt: instant }),
});

/** An email: owed from the change that caused it until it is sent, then kept for a while to answer “did it arrive?”. */
export const EmailRecord = record('email', 'email', {
  ...notPersonal({
    emailId: id,
    kind: z.string(),
    /** What it is about. Emails about the same thing leave in the order in which they became owed. */
    about: z.object({ kind: z.string(), id }),
    createdAt: instant,
    attempts: count,
    /** While set and in the future, somebody is sending it, or it is not known whether they did. */
    leasedUntil: instant.optional(),
    sesMessageId: z.string().optional(),
    sentAt: instant.optional(),
    deliveredAt: instant.optional(),
    bouncedAt: instant.optional(),
    complainedAt: instant.optional(),
    gaveUpAt: instant.optional(),
    gaveUpBecause: z.string().optional(),
    /** When the manage link in it ends, in seconds since 1970: with what it opens. None where the reader manages nothing. */
    linkExpiresAt: z.int().optional(),
  }),
  ...personal('email', { to: emailAddress, facts: z.record(z.string(), z.unknown()) }),
});

export const SuppressedAddressRecord = record('suppressed-address', 'suppressed-address', {
  ...personal('suppressed-address', { reason: z.enum(['bounced', 'complained']), since: instant }),
});

/** The ceiling on what anybody can make the hub do in the name of one mailbox. */
export const AsksRecord = record('asks', 'asks', {
  ...personal('asks', { day: z.iso.date(), count, heldUntil: instant.optional() }),
});

/** That the links of a mailbox are to be sent again: read off the table's stream, and taken away with the emails that it comes to. */
export const LinksAskedRecord = record('links-asked', 'asks', {
  ...notPersonal({ linksAskedId: id, mailbox: z.string(), askedAt: instant }),
});

/** That something of funding is managed from a mailbox, so that its link can be sent there again. Bookings are found by their person. */
export const ManagedRecord = record('managed', fundingRetention, {
  ...notPersonal({ opens: z.object({ kind: z.enum(linkedKinds), id }) }),
});

export const ReplyRecord = record('reply', 'reply-to-retry', {
  ...notPersonal({ fingerprint: z.string(), status: z.int() }),
  ...personal('reply-to-retry', { body: z.string() }),
});

/** An entry of the Audit table. Nothing changes or deletes one but its retention. */
export const AuditRecord = record('audit', 'audit', {
  ...notPersonal({
    at: instant,
    action: z.string(),
    /** What it was done to; then whatever else it showed or touched. */
    subjects: z.array(z.string()).min(1),
    chain: id,
    position: z.int().min(1),
    previousHash: z.string().nullable(),
    hash: z.string(),
    facts: z.record(z.string(), z.unknown()),
  }),
  ...personal('audit', { actor: z.string(), reason: paragraphs(500).optional() }),
});
