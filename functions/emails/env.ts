import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '../../shared/platform/env.ts';

export const EmailsAdminEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  ALLOWED_ORIGINS: allowedOrigins,
});
