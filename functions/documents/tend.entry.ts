import { createDocumentScanner } from '#documents/document-scanner.ts';
import { readEnv } from '#platform/env.ts';
import { createGuardDutyClient } from '#platform/guardduty-client.ts';
import { openRecords } from '#records/open-records.ts';
import { DocumentsEnv } from './env.ts';
import { openStore } from './open-store.ts';
import { createTendDocuments } from './tend-documents.ts';
import { wireForChecking } from './wiring.ts';

const env = readEnv(DocumentsEnv, process.env);

export const handler = createTendDocuments({
  ...wireForChecking(openRecords(env, 'provide-services'), openStore(env)),
  scanner: createDocumentScanner({ guardDuty: createGuardDutyClient(), bucket: env.DOCUMENTS_BUCKET }),
});
