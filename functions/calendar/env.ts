import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '#platform/env.ts';

export const CalendarPublicEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  ALLOWED_ORIGINS: allowedOrigins,
  /** The hub's website; what a calendar says leads there. No slash at the end. */
  SITE_URL: z.url(),
});
