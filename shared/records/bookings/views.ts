import { openly, view } from '#privacy/views.ts';
import {
  AccessNeedsRecord,
  AttendeeRecord,
  BookingRecord,
  CertificateRecord,
  GroupBookingRecord,
  GroupMemberRecord,
  LineEntryRecord,
  ListingRecord,
  ListingWeekRecord,
  NoticesRecord,
  OfferRecord,
  PlacesRecord,
  SeriesRecord,
  SessionCancellationRecord,
  SessionRecord,
} from './items.ts';

export const SessionView = openly(SessionRecord);
export const PlacesView = openly(PlacesRecord);
export const ListingWeekView = openly(ListingWeekRecord);
export const ListingView = openly(ListingRecord);
export const SeriesView = openly(SeriesRecord);
export const NoticesView = openly(NoticesRecord);

export const SessionCancellationView = view('provide-services', SessionCancellationRecord, ['reason']);
export const AttendeeView = view('provide-services', AttendeeRecord, [
  'sessionId',
  'personId',
  'bookingId',
  'reference',
  'name',
  'workEmail',
]);
export const LineEntryView = view('provide-services', LineEntryRecord, ['sessionId', 'bookingId', 'rank']);
export const OfferView = view('provide-services', OfferRecord, ['sessionId', 'bookingId', 'endsAt']);
export const CertificateView = view('provide-services', CertificateRecord, [
  'code',
  'bookingId',
  'sessionId',
  'title',
  'provider',
  'startsAt',
  'endsAt',
  'issuedAt',
  'initials',
]);
export const AccessNeedsView = view('provide-services', AccessNeedsRecord, ['accessNeeds']);
/** Whom a booking names as its holder's manager. */
export const ManagerView = view('provide-services', BookingRecord, ['managerEmail']);
export const GroupBookingView = view('provide-services', GroupBookingRecord, [
  'groupBookingId',
  'sessionId',
  'bookedAt',
  'disownedAt',
  'name',
  'workEmail',
  'expiresAt',
]);
export const GroupMemberView = view('provide-services', GroupMemberRecord, ['bookingId', 'status', 'name']);
