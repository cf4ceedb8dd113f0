import type { UseCasesOf } from '#http/use-case.ts';
import { createAddDocument, createAddStatementDocument } from './add-document.ts';
import type { documents } from './contract.ts';
import { createListDocuments, createListStatementDocuments } from './list-documents.ts';
import type { UploadersDeps } from './use-case-deps.ts';

/** For applicants and those who support them. */
export const publicUseCases = (deps: UploadersDeps): UseCasesOf<typeof documents, 'public'> => ({
  addDocument: createAddDocument(deps),
  listDocuments: createListDocuments(deps),
  addStatementDocument: createAddStatementDocument(deps),
  listStatementDocuments: createListStatementDocuments(deps),
});
