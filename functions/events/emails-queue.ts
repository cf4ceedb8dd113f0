import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { id } from '../../shared/domain/fields.ts';

/** What the queue carries: which email, and nothing of what it says or to whom. */
export const EmailJob = z.object({ emailId: id });

export interface QueuedEmail {
  readonly emailId: string;
  readonly bookingId: string;
}

/** SQS takes at most ten messages at once. */
const batchLimit = 10;

/**
 * Puts emails in line to be sent. Those about one booking keep their order, since they share a message group; the same email put in
 * twice within five minutes is one.
 *
 * @returns the ids that the queue did not take
 */
export function createEmailsQueue({ sqs, queueUrl }: { readonly sqs: SQSClient; readonly queueUrl: string }) {
  return async (emails: readonly QueuedEmail[]): Promise<ReadonlySet<string>> => {
    const refused = new Set<string>();
    for (let first = 0; first < emails.length; first += batchLimit) {
      const batch = emails.slice(first, first + batchLimit);
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ emailId, bookingId }, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify({ emailId }),
            MessageGroupId: bookingId,
            MessageDeduplicationId: emailId,
          })),
        }),
      );
      for (const { Id } of Failed) {
        const email = batch[Number(Id)];
        if (email) refused.add(email.emailId);
      }
    }
    return refused;
  };
}

export type EmailsQueue = ReturnType<typeof createEmailsQueue>;
