import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createClearAtSes } from '#email/clear-at-ses.ts';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createEmails } from '#records/emails/emails.ts';
import { openRecords } from '#records/open-records.ts';
import { createClearSuppressedAddress } from './clear-suppressed-address.ts';
import { emails } from './contract.ts';
import { EmailsAdminEnv } from './env.ts';

const env = readEnv(EmailsAdminEnv, process.env);
const open = openRecords(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...open,
  recallReply: open.records.recall,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: emails,
  audience: 'admin',
  useCases: {
    clearSuppressedAddress: createClearSuppressedAddress({
      emails: createEmails({ ...open, retention: open.hub.retention }),
      clearAtSes: createClearAtSes(new SESv2Client({ requestHandler: requestHandler() })),
    }),
  },
});
