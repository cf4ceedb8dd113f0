import type { ViewFor } from '#privacy/views.ts';
import { createBookings } from '#records/bookings/bookings.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { wireForPeople } from './for-people.ts';
import { kept } from './kept.ts';

/** What is people's, with what belongs to whole sessions besides. */
export const wireSessions = (open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>) => ({
  ...wireForPeople(open),
  sessions: createSessions(kept(open)),
  bookings: createBookings(open),
});
