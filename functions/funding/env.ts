import * as z from 'zod';
import { allowedOrigins, CommonEnv, documentsBucket, subjectsKey } from '#platform/env.ts';

export const FundingEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

const HttpEnv = FundingEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

/** What moves a request does so in the trail, and with its place in the index by subject. */
const Moving = { AUDIT_TABLE: z.string().min(1), ...subjectsKey };

export const FundingMeEnv = HttpEnv;
export const FundingPublicEnv = HttpEnv.extend(Moving);
export const FundingAdminEnv = FundingPublicEnv.extend(documentsBucket);
export const TendFundingEnv = FundingEnv.extend(Moving);
