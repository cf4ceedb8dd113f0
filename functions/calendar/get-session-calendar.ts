import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { calendar } from './contract.ts';
import type { SessionCalendars } from './session-calendar.ts';

/** A draft is not there for the public. What was cancelled is, so that it can be taken out of calendars. */
export const createGetSessionCalendar =
  ({
    sessions,
    calendars,
  }: {
    readonly sessions: Pick<SessionReads, 'find'>;
    readonly calendars: SessionCalendars;
  }): UseCase<typeof calendar.routes.getSessionCalendar> =>
  async ({ path }, { work }) => {
    const found = await sessions.find(path.sessionId, work);
    if (!found || found.session.status === 'draft') throw new ProblemError('session-not-found');
    const { session } = found;
    const content = calendars.ofSession(session);
    return { status: 200, file: { mediaType: 'text/calendar', content, filename: `${session.title}.ics` } };
  };
