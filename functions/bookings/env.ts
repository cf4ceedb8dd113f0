import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '#platform/env.ts';

export const BookingsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = BookingsEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

export const BookingsPublicEnv = HttpEnv;
export const BookingsMeEnv = HttpEnv;
export const BookingsAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
export const BookingsQueueEnv = BookingsEnv.extend({ FOLLOW_UPS_QUEUE_URL: z.url() });
