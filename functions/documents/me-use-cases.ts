import type { UseCasesOf } from '#http/use-case.ts';
import type { documents } from './contract.ts';
import { createAddTrainingDocument } from './training/add-training-document.ts';
import { createDeleteTrainingDocument } from './training/delete-training-document.ts';
import { createGetTrainingDocumentLink } from './training/get-training-document-link.ts';
import { createListTrainingDocuments } from './training/list-training-documents.ts';
import type { EvidenceDeps } from './training/own-entry.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: EvidenceDeps): UseCasesOf<typeof documents, 'me'> => ({
  addTrainingDocument: createAddTrainingDocument(deps),
  listTrainingDocuments: createListTrainingDocuments(deps),
  getTrainingDocumentLink: createGetTrainingDocumentLink(deps),
  deleteTrainingDocument: createDeleteTrainingDocument(deps),
});
