import { createDocumentScanner } from '#documents/document-scanner.ts';
import { readEnv } from '#platform/env.ts';
import { createGuardDutyClient } from '#platform/guardduty-client.ts';
import { createDocumentsDependencies } from './dependencies.ts';
import { DocumentsEnv } from './env.ts';
import { createTendDocuments } from './tend-documents.ts';

const env = readEnv(DocumentsEnv, process.env);

export const handler = createTendDocuments({
  ...createDocumentsDependencies(env),
  scanner: createDocumentScanner({ guardDuty: createGuardDutyClient(), bucket: env.DOCUMENTS_BUCKET }),
});
