import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '#platform/env.ts';

export const NewsAdminEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  ALLOWED_ORIGINS: allowedOrigins,
  /** The hub's website, to which links lead. No slash at the end. */
  SITE_URL: z.url(),
});
