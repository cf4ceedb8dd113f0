import { readEnv } from '#platform/env.ts';
import { createCheckDocument } from './check-document.ts';
import { createDocumentsDependencies } from './dependencies.ts';
import { DocumentsEnv } from './env.ts';

export const handler = createCheckDocument(createDocumentsDependencies(readEnv(DocumentsEnv, process.env)));
