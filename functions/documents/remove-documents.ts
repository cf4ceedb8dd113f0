import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { DocumentStore } from '../../shared/documents/document-store.ts';
import type { Log } from '../../shared/platform/logger.ts';

/** Only where it lay; what it was called, and for whom, is not even read. */
const GoneDocument = z.object({ type: z.literal('document'), objectKey: z.string() });

/** When the record of a document goes, by its expiry or by erasure, so does every version of what it recorded. */
export const createRemoveDocuments =
  ({ store, log }: { readonly store: Pick<DocumentStore, 'removeAllVersions'>; readonly log: Log }) =>
  async (event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> => {
    log.begin({ awsRequestId: context.awsRequestId });
    for (const { dynamodb } of event.Records) {
      const gone = GoneDocument.safeParse(unmarshall((dynamodb?.OldImage ?? {}) as Parameters<typeof unmarshall>[0]));
      if (!gone.success) continue;
      try {
        await store.removeAllVersions(gone.data.objectKey);
      } catch (error) {
        log.event('event-failed', { error });
        // The stream goes on from here: what was removed is removed again, which changes nothing.
        return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
