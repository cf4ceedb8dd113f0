import type { UseCase } from '#http/use-case.ts';
import type { StoredTrainingDocument } from '#records/documents/training-documents.ts';
import type { documents } from '../contract.ts';
import { type EvidenceDeps, findOwnEntry } from './own-entry.ts';

const shown = ({ documentId, filename, contentType, status, rejectedBecause, createdAt }: StoredTrainingDocument) => ({
  documentId,
  filename,
  contentType,
  status,
  rejectedBecause,
  createdAt,
});

export const createListTrainingDocuments =
  (
    deps: Pick<EvidenceDeps, 'accounts' | 'ownRecords' | 'evidence'>,
  ): UseCase<typeof documents.routes.listTrainingDocuments> =>
  async ({ path }, { caller, work }) => {
    const { entry } = await findOwnEntry(deps, caller, path.trainingRecordId, work);
    return { status: 200, body: { items: (await deps.evidence.list(entry, work)).map(shown) } };
  };
