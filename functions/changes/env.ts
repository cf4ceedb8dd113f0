import * as z from 'zod';
import { CommonEnv } from '#platform/env.ts';
import { emailsQueues } from '#records/emails/queue.ts';

export const RelayEnv = CommonEnv.extend({
  ...emailsQueues,
  FOLLOW_UPS_QUEUE_URL: z.url(),
  LISTING_CHANGES_QUEUE_URL: z.url(),
  DOCUMENT_REMOVALS_QUEUE_URL: z.url(),
  ACCOUNT_ENDINGS_QUEUE_URL: z.url(),
  DEMOGRAPHICS_QUEUE_URL: z.url(),
  /** For removals that cannot be read. */
  DOCUMENT_DEAD_LETTERS_URL: z.url(),
});
