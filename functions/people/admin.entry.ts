import { createHttpHandler } from '#http/http-handler.ts';
import { createCognitoClient } from '#platform/cognito.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { people } from './contract.ts';
import { PeopleAdminEnv } from './env.ts';
import { createStaffPool } from './staff/staff-pool.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(PeopleAdminEnv, process.env);
const deps = wireForStaff(openRecords(env, 'keep-account', 'provide-services', 'run-reliably'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: people,
  audience: 'admin',
  useCases: createAdminUseCases({ ...deps, pool: createStaffPool(createCognitoClient(), env.STAFF_POOL) }),
});
