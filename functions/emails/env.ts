import * as z from 'zod';
import { allowedOrigins, CommonEnv, subjectsKey } from '#platform/env.ts';
import { emailsQueues } from '#records/emails/queue.ts';

export const EmailsAdminEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  ALLOWED_ORIGINS: allowedOrigins,
});

export const DeliverEmailEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  /** The one that it delivers from. */
  QUEUE_URL: z.url(),
  EMAIL_CONFIGURATION_SET: z.string().min(1),
  /** The verified sender: an address of the SES identity. */
  EMAIL_FROM: z.email(),
  /** The hub's website; links in emails begin with it. No slash at the end. */
  SITE_URL: z.url(),
  /** Where the API is called: what mail programs call by themselves begins with it. No slash at the end. */
  API_URL: z.url(),
});

/** What came back is kept with the booking that it was about. */
export const EmailStatusEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ...subjectsKey });

export const RequeueEmailsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ...emailsQueues });
