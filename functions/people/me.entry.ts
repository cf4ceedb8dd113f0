import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { people } from './contract.ts';
import { PeopleMeEnv } from './env.ts';
import { createMyUseCases } from './me-use-cases.ts';
import { wireForLearners } from './wiring.ts';

const env = readEnv(PeopleMeEnv, process.env);
const deps = wireForLearners(openRecords(env, 'provide-services', 'run-reliably'), env.SITE_URL);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: people,
  audience: 'me',
  useCases: createMyUseCases(deps),
});
