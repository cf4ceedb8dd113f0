import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '#platform/env.ts';

const TrainingEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ALLOWED_ORIGINS: allowedOrigins });

export const TrainingMeEnv = TrainingEnv.extend({
  /** The hub's website, where certificates are checked. No slash at the end. */
  SITE_URL: z.url(),
});
export const TrainingAdminEnv = TrainingEnv.extend({ AUDIT_TABLE: z.string().min(1) });
