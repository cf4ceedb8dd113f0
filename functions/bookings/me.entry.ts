import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { bookings } from './contract.ts';
import { BookingsMeEnv } from './env.ts';
import { createMyUseCases } from './me-use-cases.ts';
import { wireForLearners } from './wiring/for-learners.ts';

const env = readEnv(BookingsMeEnv, process.env);
const deps = wireForLearners(openRecords(env, 'provide-services'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'me',
  useCases: createMyUseCases(deps),
});
