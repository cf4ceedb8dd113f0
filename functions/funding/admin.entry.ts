import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { adminUseCases } from './admin-use-cases.ts';
import { funding } from './contract.ts';
import { FundingHttpEnv } from './env.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(FundingHttpEnv, process.env);
const deps = wireForStaff(openRecords(env, 'decide-funding', 'pay'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'admin',
  useCases: adminUseCases(deps),
});
