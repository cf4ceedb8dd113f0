import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { news } from './contract.ts';
import { NewsAdminEnv } from './env.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(NewsAdminEnv, process.env);
const deps = wireForStaff(openRecords(env, 'tell-about-services'), env.SITE_URL);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: news,
  audience: 'admin',
  useCases: createAdminUseCases(deps),
});
