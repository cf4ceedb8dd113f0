import * as z from 'zod';
import type { QueuedMessage } from '#platform/fifo-queue.ts';

/** A document whose record is gone, by its expiry or by erasure: every version of what it recorded goes as well. */
export const DocumentRemoval = z.object({ documentId: z.string(), objectKey: z.string() });
export type DocumentRemoval = z.output<typeof DocumentRemoval>;

export const removalMessage = ({ documentId, objectKey }: DocumentRemoval): QueuedMessage => ({
  body: { documentId, objectKey },
  // None waits for another.
  group: documentId,
  deduplicationId: documentId,
});
