import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createBookForPerson } from './book-for-person.ts';
import { createCancelForPerson } from './cancel-for-person.ts';
import { createCancelSession } from './cancel-session.ts';
import { createChangeSession } from './change-session.ts';
import { createCompleteSession } from './complete-session.ts';
import { bookings } from './contract.ts';
import { createCreateSeries } from './create-series.ts';
import { createCreateSession } from './create-session.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsAdminEnv } from './env.ts';
import { createFreeBounced } from './free-bounced.ts';
import { createGetSeries } from './get-series.ts';
import { createGetAnySession } from './get-session.ts';
import { createLiftHold } from './lift-hold.ts';
import { createListSessionBookings } from './list-session-bookings.ts';
import { createListAllSessions } from './list-sessions.ts';
import { createMoveInLine } from './move-in-line.ts';
import { createPublishSession } from './publish-session.ts';
import { createRecordAttendance } from './record-attendance.ts';

const env = readEnv(BookingsAdminEnv, process.env);
const deps = createBookingsDependencies(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'admin',
  useCases: {
    createSession: createCreateSession(deps),
    listAllSessions: createListAllSessions(deps),
    getAnySession: createGetAnySession(deps),
    changeSession: createChangeSession(deps),
    publishSession: createPublishSession(deps),
    cancelSession: createCancelSession(deps),
    completeSession: createCompleteSession(deps),
    createSeries: createCreateSeries(deps),
    getSeries: createGetSeries(deps),
    listSessionBookings: createListSessionBookings(deps),
    bookForPerson: createBookForPerson(deps),
    cancelForPerson: createCancelForPerson(deps),
    liftHold: createLiftHold(deps),
    freeBounced: createFreeBounced(deps),
    recordAttendance: createRecordAttendance(deps),
    moveInLine: createMoveInLine(deps),
  },
});
