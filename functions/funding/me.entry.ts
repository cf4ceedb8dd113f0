import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { funding } from './contract.ts';
import { FundingMeEnv } from './env.ts';
import { myUseCases } from './me-use-cases.ts';
import { wireForLearners } from './wiring.ts';

const env = readEnv(FundingMeEnv, process.env);
const deps = wireForLearners(openRecords(env, 'provide-services'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'me',
  useCases: myUseCases(deps),
});
