import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { opensFundingLink } from '#records/funding/link.ts';
import { createAddDocument, createAddStatementDocument } from './add-document.ts';
import { documents } from './contract.ts';
import { createDocumentsDependencies } from './dependencies.ts';
import { DocumentsPublicEnv } from './env.ts';
import { createListDocuments, createListStatementDocuments } from './list-documents.ts';

const env = readEnv(DocumentsPublicEnv, process.env);
const deps = createDocumentsDependencies(env);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: documents,
  audience: 'public',
  opensLink: opensFundingLink(deps.requests),
  useCases: {
    addDocument: createAddDocument(deps),
    listDocuments: createListDocuments(deps),
    addStatementDocument: createAddStatementDocument(deps),
    listStatementDocuments: createListStatementDocuments(deps),
  },
});
