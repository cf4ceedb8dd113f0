import { documentsAtOnce, largestDocument, uploadSeconds } from '#domain/documents/document.ts';
import { mostUploadsInADay, roomForAnother, uploadsWithAnother } from '#domain/training/evidence.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import { objectsOf } from '#records/documents/object-keys.ts';
import type { documents } from '../contract.ts';
import { type EvidenceDeps, findOwnEntry } from './own-entry.ts';

export const createAddTrainingDocument =
  (deps: EvidenceDeps): UseCase<typeof documents.routes.addTrainingDocument> =>
  async ({ path, body: { filename, contentType } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const now = deps.clock();
      const { account, entry } = await findOwnEntry(deps, caller, path.trainingRecordId, work);
      const [held, before] = await Promise.all([deps.evidence.list(entry, work), deps.evidence.uploadsOf(entry, work)]);
      const room = roomForAnother(held);
      if (!room)
        throw new ProblemError('too-many-documents', {
          detail: `An entry has ${documentsAtOnce} documents at most: delete one that you no longer need`,
        });
      const after = uploadsWithAnother(before, now);
      if (!after)
        throw new ProblemError('too-many-documents', {
          detail: `At most ${mostUploadsInADay} documents are uploaded in a day. Try again tomorrow`,
        });
      const documentId = deps.newId();
      const objectKey = objectsOf.training.key(entry.trainingRecordId, documentId);
      const upload = await deps.store.presignUpload({ key: objectKey, contentType, expiresInSeconds: uploadSeconds });
      const endsAt = new Date(now.getTime() + uploadSeconds * 1000).toISOString();
      return {
        reply: { status: 201, body: { documentId, upload, endsAt, largestBytes: largestDocument } } as const,
        change: (carrying) =>
          deps.evidence.add(
            account,
            entry,
            { documentId, objectKey, filename, contentType },
            room,
            { before, after },
            carrying,
          ),
      };
    });
