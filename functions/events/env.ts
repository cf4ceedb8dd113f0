import * as z from 'zod';
import { CommonEnv } from '../../shared/platform/env.ts';

const EmailsQueues = { EMAILS_QUEUE_URL: z.url(), EMAILS_WITH_DOCUMENTS_QUEUE_URL: z.url() };

export const RelayEnv = CommonEnv.extend({
  ...EmailsQueues,
  FOLLOW_UPS_QUEUE_URL: z.url(),
  DOCUMENT_REMOVALS_QUEUE_URL: z.url(),
  /** For removals that cannot be read. */
  DOCUMENT_DEAD_LETTERS_URL: z.url(),
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
});

export const EmailStatusEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1) });

export const RequeueEmailsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ...EmailsQueues });
