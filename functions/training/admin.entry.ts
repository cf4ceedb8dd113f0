import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { training } from './contract.ts';
import { TrainingAdminEnv } from './env.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(TrainingAdminEnv, process.env);
const deps = wireForStaff(openRecords(env, 'provide-services'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: training,
  audience: 'admin',
  useCases: createAdminUseCases(deps),
});
