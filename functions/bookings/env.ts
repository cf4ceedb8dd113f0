import * as z from 'zod';
import { allowedOrigins, CommonEnv, documentsBucket, subjectsKey } from '#platform/env.ts';

const BookingsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = BookingsEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

const listingChangesQueue = { LISTING_CHANGES_QUEUE_URL: z.url() };

export const BookingsListingEnv = BookingsEnv.extend(listingChangesQueue);
export const BookingsPublicEnv = HttpEnv.extend(subjectsKey);
export const BookingsMeEnv = HttpEnv;
export const BookingsAdminEnv = HttpEnv.extend({
  AUDIT_TABLE: z.string().min(1),
  ...subjectsKey,
  ...documentsBucket,
});
const BookingsQueueEnv = BookingsEnv.extend({ FOLLOW_UPS_QUEUE_URL: z.url() });
export const BookingsTendEnv = BookingsQueueEnv.extend(listingChangesQueue);
export const BookingsFollowUpEnv = BookingsQueueEnv.extend(subjectsKey);
