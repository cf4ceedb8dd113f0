import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { calendar } from './contract.ts';
import { CalendarPublicEnv } from './env.ts';
import { createPublicUseCases } from './public-use-cases.ts';
import { wireCalendar } from './wiring.ts';

const env = readEnv(CalendarPublicEnv, process.env);
const deps = wireCalendar(openRecords(env), env.SITE_URL);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: calendar,
  audience: 'public',
  useCases: createPublicUseCases(deps),
});
