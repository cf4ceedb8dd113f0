import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '../../shared/platform/env.ts';

export const FundingEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = FundingEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

export const FundingPublicEnv = HttpEnv;
export const FundingAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
