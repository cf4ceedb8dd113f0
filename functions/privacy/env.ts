import * as z from 'zod';
import { allowedOrigins, CommonEnv, subjectsKey } from '#platform/env.ts';

/** It keeps and reads nothing. */
export const PrivacyPublicEnv = CommonEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

/** Of those who read what is about somebody, wherever that is. */
export const HoldingsEnv = PrivacyPublicEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  ...subjectsKey,
});
