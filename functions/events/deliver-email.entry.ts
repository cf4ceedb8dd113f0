import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSendEmail } from '../../shared/email/send-email.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { secureRandom } from '../../shared/platform/ids.ts';
import { requestHandler } from '../../shared/platform/request-handler.ts';
import { createDeliverEmail } from './deliver-email.ts';
import { createDeliverEmails } from './deliver-emails.ts';
import { createEmailsDependencies } from './dependencies.ts';
import { DeliverEmailEnv } from './env.ts';

const env = readEnv(DeliverEmailEnv, process.env);
const deps = createEmailsDependencies(env);
// One attempt only: the SDK would send again what may have been sent, and only the lease knows.
const ses = new SESClient({ maxAttempts: 1, requestHandler: requestHandler() });

export const handler = createDeliverEmails({
  ...deps,
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.EMAILS_QUEUE_URL,
  deliverEmail: createDeliverEmail({
    ...deps,
    random: secureRandom,
    from: env.EMAIL_FROM,
    siteUrl: env.SITE_URL,
    sendEmail: createSendEmail({ ses, configurationSet: env.EMAIL_CONFIGURATION_SET, from: env.EMAIL_FROM }),
  }),
});
