import { createRecordAttendance } from './attendance/record-attendance.ts';
import { createMoveInLine } from './line/move-in-line.ts';
import { createLiftHold } from './links/lift-hold.ts';
import { createBookForPerson } from './places/book-for-person.ts';
import { createCancelForPerson } from './places/cancel-for-person.ts';
import { createFreeBounced } from './places/free-bounced.ts';
import { createListSessionBookings } from './places/list-session-bookings.ts';
import { createCancelSession } from './sessions/cancel-session.ts';
import { createChangeSession } from './sessions/change-session.ts';
import { createCompleteSession } from './sessions/complete-session.ts';
import { createCreateSeries } from './sessions/create-series.ts';
import { createCreateSession } from './sessions/create-session.ts';
import { createGetSeries } from './sessions/get-series.ts';
import { createGetAnySession } from './sessions/get-session.ts';
import { createListAllSessions } from './sessions/list-sessions.ts';
import { createPublishSession } from './sessions/publish-session.ts';
import type { WiringForStaff } from './wiring/for-staff.ts';

/** For staff. */
export const createAdminUseCases = (deps: WiringForStaff) => ({
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
});
