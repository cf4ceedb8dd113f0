import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSendEmail } from '#email/send-email.ts';
import { readEnv } from '#platform/env.ts';
import { secureRandom } from '#platform/ids.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createFindRecipient } from '#records/emails/recipients.ts';
import { createNewsRefusal } from '#records/news/refusals.ts';
import { openRecords } from '#records/open-records.ts';
import { createDeliverEmail, type DeliverEmailDeps } from './deliver-email.ts';
import { createDeliverEmails } from './deliver-emails.ts';
import { DeliverEmailEnv } from './env.ts';
import { wireEmails } from './wiring.ts';

/** The handler of a Lambda that delivers from one queue of emails, with what makes the documents of those in it. */
export function createDeliverer(
  source: NodeJS.ProcessEnv,
  makeDocumentsWith: (deps: {
    readonly siteUrl: string;
    readonly hubName: string;
  }) => DeliverEmailDeps['makeAttachments'],
) {
  const env = readEnv(DeliverEmailEnv, source);
  const open = openRecords(env, 'deliver-email', 'provide-services', 'tell-about-services');
  const deps = wireEmails(open);
  const siteUrl = env.SITE_URL;
  // One attempt only: the SDK would send again what may have been sent, and only the lease knows. So a connection for each email,
  // since one that was kept while the function stood still may be dead: nothing would try again before the lease is over.
  const ses = new SESClient({ maxAttempts: 1, requestHandler: requestHandler({ keepAlive: false }) });
  return createDeliverEmails({
    ...deps,
    sqs: new SQSClient({ requestHandler: requestHandler() }),
    queueUrl: env.QUEUE_URL,
    deliverEmail: createDeliverEmail({
      ...deps,
      findRecipient: createFindRecipient({ ...open, ...deps.emails }),
      findNewsRefusal: createNewsRefusal(open),
      random: secureRandom,
      from: env.EMAIL_FROM,
      siteUrl,
      apiUrl: env.API_URL,
      sendEmail: createSendEmail({ ses, configurationSet: env.EMAIL_CONFIGURATION_SET, from: env.EMAIL_FROM }),
      makeAttachments: makeDocumentsWith({ siteUrl, hubName: deps.hub.name }),
    }),
  });
}
