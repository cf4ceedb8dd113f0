import * as z from 'zod';
import { allowedOrigins, CommonEnv } from '#platform/env.ts';

export const FundingEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = FundingEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

const Audited = { AUDIT_TABLE: z.string().min(1) };

export const FundingHttpEnv = HttpEnv.extend(Audited);
export const TendFundingEnv = FundingEnv.extend(Audited);
