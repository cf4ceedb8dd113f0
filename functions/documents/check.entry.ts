import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createCheckDocument } from './check-document.ts';
import { DocumentsEnv } from './env.ts';
import { openStore } from './open-store.ts';
import { wireForChecking } from './wiring.ts';

const env = readEnv(DocumentsEnv, process.env);

export const handler = createCheckDocument(wireForChecking(openRecords(env, 'provide-services'), openStore(env)));
