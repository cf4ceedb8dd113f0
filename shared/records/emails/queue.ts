import * as z from 'zod';
import { id } from '#domain/ids.ts';
import type { FifoQueue, QueuedMessage } from '#platform/fifo-queue.ts';
import type { EmailRef } from '../keys.ts';

/** What the queue carries: which email, and nothing of what it says or to whom. */
export const EmailJob = z.object({ emailId: id, about: z.object({ kind: z.string(), id: z.string() }) });

/** Where the queues are, as the environment of what puts emails in line says it. */
export const emailsQueues = { EMAILS_QUEUE_URL: z.url(), EMAILS_WITH_DOCUMENTS_QUEUE_URL: z.url() };

export interface QueuedEmail extends EmailRef {
  readonly kind: string;
}

/** Emails about one thing keep their order, since they share a message group; the same email put in twice is one. */
const asMessage = ({ emailId, about }: QueuedEmail): QueuedMessage => ({
  body: { emailId, about: { kind: about.kind, id: about.id } } satisfies z.input<typeof EmailJob>,
  group: `${about.kind}-${about.id}`,
  deduplicationId: emailId,
});

/** Those with a document to be made go another way, so that the others need not wait for what makes it. */
const hasDocument = ({ kind }: QueuedEmail): boolean => kind === 'attended';

/**
 * Puts emails in line to be sent.
 *
 * @returns the ids that the queues did not take
 */
export function createEmailsQueue(queues: { readonly emails: FifoQueue; readonly emailsWithDocuments: FifoQueue }) {
  async function put(queue: FifoQueue, emails: readonly QueuedEmail[]): Promise<string[]> {
    const refused = await queue(emails.map(asMessage));
    return emails.filter((_, index) => refused.has(index)).map(({ emailId }) => emailId);
  }

  return async (emails: readonly QueuedEmail[]): Promise<ReadonlySet<string>> => {
    const withDocuments = emails.filter(hasDocument);
    const others = emails.filter((email) => !hasDocument(email));
    return new Set([...(await put(queues.emails, others)), ...(await put(queues.emailsWithDocuments, withDocuments))]);
  };
}

export type EmailsQueue = ReturnType<typeof createEmailsQueue>;
