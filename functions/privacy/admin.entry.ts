import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { privacy } from './contract.ts';
import { HoldingsEnv } from './env.ts';
import { openFinding } from './open-finding.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(HoldingsEnv, process.env);
const deps = wireForStaff(openRecords(env, 'answer-rights', 'provide-services'), openFinding(env));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: privacy,
  audience: 'admin',
  useCases: createAdminUseCases(deps),
});
