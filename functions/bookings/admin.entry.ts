import { openExports } from '#documents/open-exports.ts';
import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { bookings } from './contract.ts';
import { BookingsAdminEnv } from './env.ts';
import { wireForStaff } from './wiring/for-staff.ts';

const env = readEnv(BookingsAdminEnv, process.env);
const open = openRecords(env, 'provide-services', 'run-reliably');
const deps = wireForStaff(open, openExports(env, 'bookings', open));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'admin',
  useCases: createAdminUseCases(deps),
});
