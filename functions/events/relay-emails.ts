import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { id } from '../../shared/domain/fields.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { EmailsQueue } from './emails-queue.ts';

/** Only what the queue needs of an email's record; its address and contents are not even read. */
const OwedEmailImage = z.object({ type: z.literal('email'), emailId: id, bookingId: id });

/** Puts each email that a change owes in line to be sent: the outbox's first step. */
export const createRelayEmails =
  ({ enqueue, log }: { readonly enqueue: EmailsQueue; readonly log: Log }) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const owed = event.Records.flatMap(({ dynamodb }) => {
      const image = dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]);
      const email = OwedEmailImage.safeParse(image);
      return email.success ? [{ ...email.data, sequenceNumber: dynamodb?.SequenceNumber ?? '' }] : [];
    });
    const refused = await enqueue(owed);
    log.event('email-relayed', { emails: owed.length - refused.size });
    // A stream goes on from the first failure, and the queue tells the same email twice from two.
    return {
      batchItemFailures: owed
        .filter(({ emailId }) => refused.has(emailId))
        .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
    };
  };
