import * as z from 'zod';
import { certificateFields, certificateHolderFields } from '#domain/bookings/attendance.ts';
import { bookingFields, bookingHolderFields } from '#domain/bookings/booking.ts';
import {
  groupBookerFields,
  groupBookingFields,
  groupMemberFields,
  groupMemberHolderFields,
} from '#domain/bookings/group-booking.ts';
import { placesFields } from '#domain/bookings/places.ts';
import { reminders, remindersGiven } from '#domain/bookings/reminders.ts';
import { seriesFields } from '#domain/bookings/series.ts';
import { cancellationReason, sessionFields } from '#domain/bookings/session.ts';
import { lineEntryFields, offerFields } from '#domain/bookings/waiting-list.ts';
import { count, version } from '#domain/numbers.ts';
import { paragraphs } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { about, bytes, identity, technical } from '#privacy/fields.ts';
import { enteredBy } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';

export const SessionRecord = record('session', {
  ends: 'kept',
  versioned: true,
  fields: {
    ...technical(sessionFields),
    // Where 0.1.0 kept what now has a record that ends: read for one release, so that it is told and taken out (`old-reasons.ts`).
    ...technical({ cancelledBecause: cancellationReason.optional() }),
  },
});

/** Apart from the session, which is kept: staff write it, and may have written of somebody all the same. */
export const SessionCancellationRecord = record('session-cancellation', {
  ends: { rule: 'session-cancellation' },
  fields: about('session-cancellation', { sessionId: sessionFields.sessionId, reason: cancellationReason }),
});

/** What anybody may see of the published sessions that start in one week, packed: read by many, and renewed as they change. */
export const ListingWeekRecord = record('listing-week', {
  ends: { rule: 'listing', from: 'week' },
  versioned: true,
  fields: technical({
    week: z.iso.date(),
    version,
    /** None where they are too many for a record: then the sessions themselves are looked at. */
    packed: bytes.optional(),
  }),
});

/** Of which shape the listing is that has every session which can be booked, and when that was last known to be so. */
export const ListingRecord = record('listing', {
  ends: 'kept',
  fields: technical({ shape: z.int(), keptAt: instant }),
});

export const SeriesRecord = record('series', { ends: 'kept', fields: technical(seriesFields) });

/** How a session's places stand. The one record that everybody who books contends for, so it is small. */
export const PlacesRecord = record('places', {
  ends: 'kept',
  fields: technical({
    sessionId: sessionFields.sessionId,
    ...placesFields,
    /** The session's, so that nobody books what they were told of as it was before. */
    sequence: sessionFields.sequence,
  }),
});

/** What has been sent to everybody of a session or to its organiser, so that it is not sent again. */
export const NoticesRecord = record('notices', {
  ends: 'kept',
  fields: technical({
    sessionId: sessionFields.sessionId,
    ...remindersGiven,
    /** The reminder that could not be made out to somebody, and when that is tried again. */
    remindAgain: z.object({ reminder: z.enum(reminders), at: instant }).optional(),
    minimumNumbersAt: instant.optional(),
    /** The capacity at which the organiser was last told that the session is full. */
    fullAtCapacity: z.int().optional(),
    /** The latest change of which people who come have yet to be told. While there is one, it stands in the list of those to tell. */
    tellSequence: count.optional(),
  }),
});

const { name, workEmail, workplace, jobRole, jobTitle, managerEmail, attendance, charge } = bookingHolderFields;
const { emailBouncedAt, attendanceRecordedAt, sessionId, ...becameOfIt } = bookingFields;

export const BookingRecord = record('booking', {
  ends: { rule: 'booking' },
  subjects: { workEmail: 'holder', managerEmail: 'manager' },
  fields: {
    ...identity('booking', { name, workEmail, managerEmail }, ...enteredBy),
    ...about('booking', { sessionId, workplace, jobRole, jobTitle }, ...enteredBy),
    ...about('booking', { attendance, attendanceRecordedAt }, 'recorded-by-staff'),
    ...about('booking', { emailBouncedAt }, 'observed'),
    ...about('booking', { ...becameOfIt, charge }, 'derived'),
  },
});

/** Its key is the rank, so that the line is read in order. */
export const LineEntryRecord = record('line-entry', {
  ends: { rule: 'booking' },
  fields: about('booking', lineEntryFields, 'derived'),
});

export const OfferRecord = record('offer', {
  ends: { rule: 'booking' },
  fields: about('booking', offerFields, 'derived'),
});

export const CertificateRecord = record('certificate', {
  ends: { rule: 'booking' },
  fields: {
    ...about('booking', certificateFields, 'derived'),
    ...identity('booking', certificateHolderFields, 'derived'),
  },
});

const { personId, bookingId, reference } = bookingFields;

/** Kept apart from the booking, since it says something about a person's health and is needed only until the session is over. */
export const AccessNeedsRecord = record('access-needs', {
  ends: { rule: 'access-needs' },
  fields: about('access-needs', { bookingId, accessNeeds: paragraphs(1000) }, ...enteredBy),
});

/**
 * That a person holds a booking for a session: its key is what makes a second one impossible. With what an email about the
 * booking says, so that who books again is sent their link without another reading.
 */
export const AttendeeRecord = record('attendee', {
  ends: { rule: 'booking' },
  fields: {
    ...about('booking', { sessionId, personId, bookingId, reference }, 'derived'),
    ...identity('booking', { name, workEmail }, ...enteredBy),
  },
});

const { workplace: bookersWorkplace, ...booker } = groupBookerFields;

/** That somebody booked for colleagues: each has a booking of their own, and this says who made them together. */
export const GroupBookingRecord = record('group-booking', {
  ends: { rule: 'booking' },
  subjects: { workEmail: 'booker' },
  fields: {
    ...identity('booking', booker, 'given-by-the-person'),
    ...about('booking', { workplace: bookersWorkplace }, 'given-by-the-person'),
    ...about('booking', groupBookingFields, 'derived'),
  },
});

/** One of these colleagues, as they were named: each by a record of their own, so that a copy of what is theirs names no other. */
export const GroupMemberRecord = record('group-member', {
  ends: { rule: 'booking' },
  subjects: { workEmail: 'colleague' },
  fields: {
    ...identity('booking', groupMemberHolderFields, 'given-by-others'),
    ...about('booking', groupMemberFields, 'derived'),
  },
});
