import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createChangeSession } from './change-session.ts';
import { bookings } from './contract.ts';
import { createCreateSession } from './create-session.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsAdminEnv } from './env.ts';
import { createGetAnySession } from './get-session.ts';
import { createListSessionBookings } from './list-session-bookings.ts';
import { createListAllSessions } from './list-sessions.ts';
import { createPublishSession } from './publish-session.ts';

const env = readEnv(BookingsAdminEnv, process.env);
const deps = createBookingsDependencies(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...deps,
  area: bookings,
  audience: 'admin',
  useCases: {
    createSession: createCreateSession(deps),
    listAllSessions: createListAllSessions(deps),
    getAnySession: createGetAnySession(deps),
    changeSession: createChangeSession(deps),
    publishSession: createPublishSession(deps),
    listSessionBookings: createListSessionBookings(deps),
  },
});
