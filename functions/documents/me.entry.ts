import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { documents } from './contract.ts';
import { DocumentsMeEnv } from './env.ts';
import { createMyUseCases } from './me-use-cases.ts';
import { openStore } from './open-store.ts';
import { wireForLearners } from './wiring.ts';

const env = readEnv(DocumentsMeEnv, process.env);
const deps = wireForLearners(openRecords(env, 'provide-services'), openStore(env));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: documents,
  audience: 'me',
  useCases: createMyUseCases(deps),
});
