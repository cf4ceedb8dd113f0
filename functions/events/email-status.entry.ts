import { readEnv } from '../../shared/platform/env.ts';
import { createEmailsDependencies } from './dependencies.ts';
import { EmailStatusEnv } from './env.ts';
import { createRecordEmailStatus } from './record-email-status.ts';

export const handler = createRecordEmailStatus(createEmailsDependencies(readEnv(EmailStatusEnv, process.env)));
