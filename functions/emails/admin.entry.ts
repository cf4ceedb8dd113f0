import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createClearAtSes } from '#email/clear-at-ses.ts';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { emails } from './contract.ts';
import { EmailsAdminEnv } from './env.ts';
import { wireEmails } from './wiring.ts';

const env = readEnv(EmailsAdminEnv, process.env);
const deps = wireEmails(openRecords(env, 'deliver-email'));
const clearAtSes = createClearAtSes(new SESv2Client({ requestHandler: requestHandler() }));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: emails,
  audience: 'admin',
  useCases: createAdminUseCases({ ...deps, clearAtSes }),
});
