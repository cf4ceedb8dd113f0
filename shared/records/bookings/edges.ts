import { emailsAbout, suppressionOf } from '../emails/edges.ts';
import { at, edge, inList } from '../engine/edges.ts';
import { keys, lists } from '../keys.ts';
import { ManageTokenRecord } from '../people/items.ts';
import {
  AccessNeedsRecord,
  AttendeeRecord,
  BookingRecord,
  CertificateRecord,
  LineEntryRecord,
  OfferRecord,
} from './items.ts';

/** Whoever is named as a manager has the booking that names them, and nothing of what is its holder's. */
const ofHolder = ['holder'] as const;

export const bookingEdges = [
  edge(BookingRecord, AttendeeRecord, (booking) => at(keys.attendee(booking.sessionId, booking.workEmail)), ofHolder),
  edge(BookingRecord, AccessNeedsRecord, ({ bookingId }) => at(keys.accessNeeds(bookingId)), ofHolder),
  edge(
    BookingRecord,
    LineEntryRecord,
    ({ sessionId, rank }) => at(rank === undefined ? undefined : keys.lineEntry(sessionId, rank)),
    ofHolder,
  ),
  edge(BookingRecord, OfferRecord, ({ sessionId, bookingId }) => at(keys.offer(sessionId, bookingId)), ofHolder),
  edge(
    BookingRecord,
    CertificateRecord,
    ({ certificateCode }) => at(certificateCode === undefined ? undefined : keys.certificate(certificateCode)),
    ofHolder,
  ),
  edge(BookingRecord, ManageTokenRecord, ({ bookingId }) => inList(lists.linksTo('booking', bookingId)), ofHolder),
  emailsAbout(BookingRecord, ({ bookingId }) => ({ kind: 'booking', id: bookingId }), ofHolder),
  suppressionOf(BookingRecord, ({ workEmail }) => workEmail, ofHolder),
];
