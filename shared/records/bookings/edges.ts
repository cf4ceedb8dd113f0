import { addressee, emailsAbout, suppressionOf } from '../emails/edges.ts';
import { EmailRecord } from '../emails/items.ts';
import { at, edge, edgeVia, inList } from '../engine/edges.ts';
import { keys, lists } from '../keys.ts';
import { ManageTokenRecord } from '../people/items.ts';
import {
  AccessNeedsRecord,
  AttendeeRecord,
  BookingRecord,
  CertificateRecord,
  GroupBookingRecord,
  GroupMemberRecord,
  LineEntryRecord,
  OfferRecord,
} from './items.ts';

/** Whoever is named as a manager has the booking that names them, and nothing of what is its holder's. */
const ofHolder = { roles: ['holder'] } as const;

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
  // Of two colleagues of whom one hands their place to the other, each is named in what the other is sent.
  edgeVia(
    BookingRecord,
    {
      to: BookingRecord,
      places: ({ sessionId }) => inList(lists.bookingsOfSession(sessionId)),
      only: ({ handedTo }, { personId }) => handedTo === personId,
    },
    EmailRecord,
    ({ bookingId }) => inList(lists.emailsAbout({ kind: 'booking', id: bookingId })),
    { ...ofHolder, ...addressee, only: ({ kind }) => kind === 'place-handed-over' },
  ),
  edgeVia(
    BookingRecord,
    {
      to: BookingRecord,
      places: ({ handedTo }) => (handedTo === undefined ? [] : inList(lists.bookingsOfPerson(handedTo))),
      only: ({ sessionId }, start) => sessionId === start.sessionId,
    },
    EmailRecord,
    ({ bookingId }) => inList(lists.emailsAbout({ kind: 'booking', id: bookingId })),
    {
      ...ofHolder,
      ...addressee,
      only: ({ kind, facts }, { name }) => kind === 'place-received' && facts.colleague === name,
    },
  ),
  suppressionOf(BookingRecord, ({ workEmail }) => workEmail, ofHolder),
  edge(GroupBookingRecord, ManageTokenRecord, ({ groupBookingId }) =>
    inList(lists.linksTo('group-booking', groupBookingId)),
  ),
  emailsAbout(GroupBookingRecord, ({ groupBookingId }) => ({ kind: 'group-booking', id: groupBookingId })),
  suppressionOf(GroupBookingRecord, ({ workEmail }) => workEmail),
  // Who books and whom they book for are each named in what the other is sent.
  edge(
    GroupMemberRecord,
    EmailRecord,
    ({ groupBookingId }) => inList(lists.emailsAbout({ kind: 'group-booking', id: groupBookingId })),
    addressee,
  ),
  edgeVia(
    GroupBookingRecord,
    { to: GroupMemberRecord, places: ({ groupBookingId }) => inList(lists.groupMembers(groupBookingId)) },
    EmailRecord,
    ({ bookingId }) => inList(lists.emailsAbout({ kind: 'booking', id: bookingId })),
    { ...addressee, only: ({ facts }, { name }) => facts.colleague === name },
  ),
];
