import { readEnv } from '#platform/env.ts';
import { createReturnedEmails } from '#records/emails/returned-emails.ts';
import { createEmailsDependencies } from './dependencies.ts';
import { EmailStatusEnv } from './env.ts';
import { createRecordEmailStatus } from './record-email-status.ts';

const deps = createEmailsDependencies(readEnv(EmailStatusEnv, process.env));

export const handler = createRecordEmailStatus({ ...deps, returnedEmails: createReturnedEmails(deps) });
