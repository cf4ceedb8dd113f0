import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { adminUseCases } from './admin-use-cases.ts';
import { documents } from './contract.ts';
import { DocumentsAdminEnv } from './env.ts';
import { openStore } from './open-store.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(DocumentsAdminEnv, process.env);
const deps = wireForStaff(openRecords(env, 'decide-funding'), openStore(env));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: documents,
  audience: 'admin',
  useCases: adminUseCases(deps),
});
