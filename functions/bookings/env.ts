import * as z from 'zod';
import { allowedOrigins, CommonEnv, documentsBucket, subjectsKey } from '#platform/env.ts';

const BookingsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = BookingsEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

export const BookingsListingEnv = BookingsEnv.extend({ LISTING_CHANGES_QUEUE_URL: z.url() });
export const BookingsPublicEnv = HttpEnv.extend(subjectsKey);
export const BookingsMeEnv = HttpEnv;
export const BookingsAdminEnv = HttpEnv.extend({
  AUDIT_TABLE: z.string().min(1),
  ...subjectsKey,
  ...documentsBucket,
});
export const BookingsQueueEnv = BookingsEnv.extend({ FOLLOW_UPS_QUEUE_URL: z.url() });
export const BookingsFollowUpEnv = BookingsQueueEnv.extend(subjectsKey);
