import type { ViewFor } from '#privacy/views.ts';
import { createGroupBookings } from '#records/bookings/group-bookings.ts';
import { createProfileFollowing } from '#records/bookings/profile-following.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { wireSessions } from './sessions.ts';

/** Of what follows from a change. Links that are sent again are those of funding, too: no other function of this area carries its records. */
export const wireForFollowUps = (open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>) => ({
  ...wireSessions(open),
  groups: createGroupBookings(open),
  following: createProfileFollowing(open),
  requests: createFundingRequests(open),
});
