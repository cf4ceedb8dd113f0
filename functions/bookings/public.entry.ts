import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { bookings } from './contract.ts';
import { BookingsPublicEnv } from './env.ts';
import { findLinkedGroup } from './groups/group.ts';
import { findLinkedBooking } from './places/booking.ts';
import { createPublicUseCases } from './public-use-cases.ts';
import { wireForPeople } from './wiring/for-people.ts';

const env = readEnv(BookingsPublicEnv, process.env);
const deps = wireForPeople(openRecords(env, 'provide-services', 'run-reliably'));

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'public',
  opensLink: async ({ bookingId = '', groupBookingId }, tokenHash, work) =>
    (groupBookingId === undefined
      ? await findLinkedBooking(deps, bookingId, tokenHash, work)
      : await findLinkedGroup(deps, groupBookingId, tokenHash, work)) !== undefined,
  useCases: createPublicUseCases(deps),
});
