import type { DocumentStore } from '#documents/document-store.ts';
import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import { DocumentRemoval } from '#records/documents/removals.ts';

/** The queue of documents whose records are gone. What was removed is removed again without harm. */
export const createRemoveDocuments = (
  deps: Omit<Parameters<typeof createFifoConsumer>[0], 'handle'> & {
    readonly store: Pick<DocumentStore, 'removeAllVersions'>;
  },
) =>
  createFifoConsumer({
    ...deps,
    async handle(body) {
      await deps.store.removeAllVersions(DocumentRemoval.parse(body).objectKey);
      return { outcome: 'done' };
    },
  });
