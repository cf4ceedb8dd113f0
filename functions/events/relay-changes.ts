import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { id } from '../../shared/domain/fields.ts';
import type { FifoQueue } from '../../shared/platform/fifo-queue.ts';
import type { Log } from '../../shared/platform/logger.ts';
import { asMessage, followUpsOf } from '../../shared/records/follow-ups.ts';
import type { EmailsQueue } from './emails-queue.ts';

/** Only what the queue needs of an email's record; its address and contents are not even read. */
const OwedEmailImage = z.object({
  type: z.literal('email'),
  emailId: id,
  kind: z.string(),
  about: z.object({ kind: z.string(), id: z.string() }),
});

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
const read = (image: Image): unknown => image && unmarshall(image as Parameters<typeof unmarshall>[0]);
const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

/** Puts what follows from each change in line to be done, emails among it: the outbox's first step. */
export const createRelayChanges = ({
  enqueueEmails,
  enqueueFollowUps,
  log,
}: {
  readonly enqueueEmails: EmailsQueue;
  readonly enqueueFollowUps: FifoQueue;
  readonly log: Log;
}) => {
  /** Answers the sequence numbers of changes whose email the queue did not take. */
  async function relayEmails(changes: readonly DynamoDBRecord[]): Promise<string[]> {
    const owed = changes.flatMap((change) => {
      const email = OwedEmailImage.safeParse(read(change.dynamodb?.NewImage));
      return email.success ? [{ ...email.data, sequenceNumber: sequenceNumberOf(change) }] : [];
    });
    const refused = await enqueueEmails(owed);
    if (owed.length > 0) log.event('email-relayed', { emails: owed.length - refused.size });
    return owed.filter(({ emailId }) => refused.has(emailId)).map(({ sequenceNumber }) => sequenceNumber);
  }

  async function relayFollowUps(changes: readonly DynamoDBRecord[]): Promise<string[]> {
    const owed = changes.flatMap((change) => {
      const { OldImage, NewImage } = change.dynamodb ?? {};
      return followUpsOf({ before: read(OldImage), after: read(NewImage) }).map((followUp) => ({
        sequenceNumber: sequenceNumberOf(change),
        message: asMessage(followUp, sequenceNumberOf(change)),
      }));
    });
    const refused = await enqueueFollowUps(owed.map(({ message }) => message));
    if (owed.length > 0) log.event('follow-ups-relayed', { followUps: owed.length - refused.size });
    return owed.filter((_, index) => refused.has(index)).map(({ sequenceNumber }) => sequenceNumber);
  }

  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const made = event.Records.filter(({ eventName }) => eventName === 'INSERT');
    const changed = event.Records.filter(({ eventName }) => eventName === 'MODIFY');
    const refused = [...(await relayEmails(made)), ...(await relayFollowUps(changed))];
    // A stream goes on from the first failure, and the queues tell the same message twice from two.
    return { batchItemFailures: refused.sort().map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
