import * as z from 'zod';
import { CommonEnv } from '../../shared/platform/env.ts';

export const BookingsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = BookingsEnv.extend({
  /** Comma-separated origins of the hub's website that browsers may call from. */
  ALLOWED_ORIGINS: z.string().transform((list) => list.split(',').filter(Boolean)),
});

export const BookingsPublicEnv = HttpEnv;
export const BookingsMeEnv = HttpEnv;
export const BookingsAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
export const BookingsTendEnv = BookingsEnv.extend({ FOLLOW_UPS_QUEUE_URL: z.url() });
