import { openExports } from '#documents/open-exports.ts';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { adminUseCases } from './admin-use-cases.ts';
import { funding } from './contract.ts';
import { FundingAdminEnv } from './env.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(FundingAdminEnv, process.env);
const open = openRecords(env, 'decide-funding', 'pay');
const deps = wireForStaff(open, openExports(env, 'funding', open));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'admin',
  useCases: adminUseCases(deps),
});
