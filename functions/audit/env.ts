import * as z from 'zod';
import { CommonEnv } from '#platform/env.ts';

export const SealHeadsEnv = CommonEnv.extend({ AUDIT_TABLE: z.string().min(1), SEALS_BUCKET: z.string().min(1) });
