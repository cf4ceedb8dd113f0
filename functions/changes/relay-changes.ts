import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { NotReadableError } from '#platform/errors.ts';
import type { FifoQueue, QueuedMessage } from '#platform/fifo-queue.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { asMessage, followUpsOf } from '#records/bookings/follow-ups.ts';
import { type ListingChange, listingChangeOf, listingMessages } from '#records/bookings/listing-changes.ts';
import { GoneNeedsImage } from '#records/bookings/needs-of-booking.ts';
import { DocumentRemoval, removalMessage } from '#records/documents/removals.ts';
import type { EmailsQueue, QueuedEmail } from '#records/emails/queue.ts';
import { readPart } from '#records/engine/read-item.ts';
import { AccountImage, endingMessage, GoneAccountImage, moveMessage } from '#records/people/account-endings.ts';
import { ChoiceImage, endsDemographics, UsedAccountImage, upkeepMessage } from '#records/people/demographics-upkeep.ts';

/** Only what the queue needs of an email's record; its address and contents are not even read. */
const OwedEmailImage = z.object({
  type: z.literal('email'),
  emailId: id,
  kind: z.string(),
  about: z.object({ kind: z.string(), id: z.string() }),
});

/** Of a document only where it lay; what it was called, and for whom, is not even read. */
const GoneDocumentImage = DocumentRemoval.extend({ type: z.enum(['document', 'training-document']) });

type Item = Readonly<Record<string, unknown>>;
type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
const itemOf = (image: Image): Item => unmarshall((image ?? {}) as Parameters<typeof unmarshall>[0]);
const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

type RelayedEvent =
  | 'follow-ups-relayed'
  | 'listing-changes-relayed'
  | 'document-removals-relayed'
  | 'account-endings-relayed'
  | 'demographics-upkeep-relayed';

/** What is to be done because of one change. */
interface Following {
  readonly emails?: readonly QueuedEmail[];
  readonly followUps?: readonly QueuedMessage[];
  readonly listing?: readonly ListingChange[];
  readonly removals?: readonly QueuedMessage[];
  readonly endings?: readonly QueuedMessage[];
  readonly upkeep?: readonly QueuedMessage[];
}

/**
 * The kind of record decides what may follow, and only then is it read: no more of it than is passed on, so that a shape which still
 * says that much is understood whatever its version. Each by itself, so that what cannot be read stops nothing beside it.
 *
 * @returns what reads each. These throw NotReadableError
 */
function followingsFrom(change: DynamoDBRecord): readonly (() => Following)[] {
  const before = itemOf(change.dynamodb?.OldImage);
  const after = itemOf(change.dynamodb?.NewImage);
  const occasion = sequenceNumberOf(change);
  const followUps = () => ({ followUps: followUpsOf({ before, after }).map((each) => asMessage(each, occasion)) });
  switch (`${change.eventName} ${String(after.type ?? before.type)}`) {
    case 'INSERT email':
      return [() => ({ emails: [readPart(OwedEmailImage, after)] })];
    case 'MODIFY places':
    case 'MODIFY session':
      return [followUps, () => ({ listing: [listingChangeOf({ before, after })] })];
    case 'INSERT links-asked':
    case 'MODIFY group-booking':
      return [followUps];
    case 'REMOVE person':
      return [
        ...(before.sub === undefined ? [] : [() => ({ endings: [endingMessage(readPart(GoneAccountImage, before))] })]),
        // A guest may have objected, too.
        () => ({ upkeep: [upkeepMessage(readPart(UsedAccountImage, before), occasion)] }),
      ];
    case 'MODIFY person':
      if (after.sub === undefined) return [];
      return [
        followUps,
        ...(before.workEmail === after.workEmail
          ? []
          : [() => ({ endings: [moveMessage(readPart(AccountImage, after), occasion)] })]),
        ...(before.lastActiveAt === after.lastActiveAt
          ? []
          : [() => ({ upkeep: [upkeepMessage(readPart(UsedAccountImage, after), occasion)] })]),
      ];
    case 'MODIFY choice':
      return [
        () => {
          const choice = readPart(ChoiceImage, after);
          return endsDemographics(choice) ? { upkeep: [upkeepMessage(choice, occasion)] } : {};
        },
      ];
    case 'REMOVE access-needs':
      return [
        () => {
          const { bookingId } = readPart(GoneNeedsImage, before);
          return { followUps: [asMessage({ kind: 'end-needs-consent', bookingId }, occasion)] };
        },
      ];
    case 'REMOVE document':
    case 'REMOVE training-document':
      return [() => ({ removals: [removalMessage(readPart(GoneDocumentImage, before))] })];
    default:
      return [];
  }
}

/** The table's one reader: puts what follows from each change in line to be done. The outbox's first step. */
export const createRelayChanges = (deps: {
  readonly enqueueEmails: EmailsQueue;
  readonly enqueueFollowUps: FifoQueue;
  readonly enqueueListingChanges: FifoQueue;
  readonly enqueueRemovals: FifoQueue;
  readonly enqueueEndings: FifoQueue;
  readonly enqueueUpkeep: FifoQueue;
  /** For a person: removals of documents and of users that nobody else would find again. */
  readonly setAside: FifoQueue;
  readonly log: Log;
  readonly counter: Counter;
}) => {
  /** What is owed finds a schedule again by its list; a document's place and a user stood in a record alone, and go to a person. */
  async function report(change: DynamoDBRecord, { unreadable }: NotReadableError): Promise<readonly string[]> {
    deps.log.event('record-not-readable', unreadable);
    deps.counter.count('RecordNotReadable');
    if (change.eventName !== 'REMOVE') return [];
    const deduplicationId = sequenceNumberOf(change);
    const refused = await deps.setAside([{ body: unreadable, group: unreadable.recordType, deduplicationId }]);
    return refused.size > 0 ? [deduplicationId] : [];
  }

  /** What each change brings about, and the sequence numbers of those that could be neither read nor set aside. */
  async function readAll(changes: readonly DynamoDBRecord[]) {
    const read: { readonly sequenceNumber: string; readonly following: Following }[] = [];
    const failed: string[] = [];
    for (const change of changes)
      for (const readFollowing of followingsFrom(change))
        try {
          read.push({ sequenceNumber: sequenceNumberOf(change), following: readFollowing() });
        } catch (error) {
          if (!(error instanceof NotReadableError)) throw error;
          failed.push(...(await report(change, error)));
        }
    return { read, failed };
  }

  /** Answers the sequence numbers of changes of which the queue did not take what follows. */
  async function relay(
    owed: readonly { readonly sequenceNumber: string; readonly message: QueuedMessage }[],
    queue: FifoQueue,
    event: RelayedEvent,
  ): Promise<string[]> {
    if (owed.length === 0) return [];
    const refused = await queue(owed.map(({ message }) => message));
    deps.log.event(event, { messages: owed.length - refused.size });
    return owed.filter((_, index) => refused.has(index)).map(({ sequenceNumber }) => sequenceNumber);
  }

  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { read, failed } = await readAll(Records);
    const owed = (kind: 'followUps' | 'removals' | 'endings' | 'upkeep') =>
      read.flatMap(({ sequenceNumber, following }) =>
        (following[kind] ?? []).map((message) => ({ sequenceNumber, message })),
      );
    const listing = read.flatMap(({ sequenceNumber, following }) =>
      (following.listing ?? []).map((change) => ({ sequenceNumber, change })),
    );
    const emails = read.flatMap(({ sequenceNumber, following }) =>
      (following.emails ?? []).map((email) => ({ ...email, sequenceNumber })),
    );
    const refusedEmails = await deps.enqueueEmails(emails);
    if (emails.length > 0) deps.log.event('email-relayed', { emails: emails.length - refusedEmails.size });
    const refused = [
      ...failed,
      ...emails.filter(({ emailId }) => refusedEmails.has(emailId)).map(({ sequenceNumber }) => sequenceNumber),
      ...(await relay(owed('followUps'), deps.enqueueFollowUps, 'follow-ups-relayed')),
      ...(await relay(listingMessages(listing), deps.enqueueListingChanges, 'listing-changes-relayed')),
      ...(await relay(owed('removals'), deps.enqueueRemovals, 'document-removals-relayed')),
      ...(await relay(owed('endings'), deps.enqueueEndings, 'account-endings-relayed')),
      ...(await relay(owed('upkeep'), deps.enqueueUpkeep, 'demographics-upkeep-relayed')),
    ];
    deps.counter.flush();
    // A stream goes on from the first failure, and the queues tell the same message twice from two.
    return { batchItemFailures: refused.sort().map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
