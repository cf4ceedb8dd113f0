import * as z from 'zod';
import { CommonEnv } from '../../shared/platform/env.ts';

const HttpEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  /** Comma-separated origins of the hub's website that browsers may call from. */
  ALLOWED_ORIGINS: z.string().transform((list) => list.split(',').filter(Boolean)),
});

export const BookingsPublicEnv = HttpEnv;
export const BookingsMeEnv = HttpEnv;
export const BookingsAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
