import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { training } from './contract.ts';
import { TrainingMeEnv } from './env.ts';
import { createMyUseCases } from './me-use-cases.ts';
import { wireForLearners } from './wiring.ts';

const env = readEnv(TrainingMeEnv, process.env);
const deps = wireForLearners(openRecords(env, 'provide-services'), env.SITE_URL);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: training,
  audience: 'me',
  useCases: createMyUseCases(deps),
});
