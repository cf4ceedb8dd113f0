import type { UseCase } from '#http/use-case.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { calendar } from './contract.ts';
import type { ListedSession, SessionCalendars } from './session-calendar.ts';

/** Many programs ask at once, on the hour; an answer of this age is good enough for any of them. */
const cacheSeconds = 900;

export const createGetCalendarFeed =
  ({
    sessions,
    calendars,
  }: {
    readonly sessions: Pick<SessionReads, 'walkListed'>;
    readonly calendars: SessionCalendars;
  }): UseCase<typeof calendar.routes.getCalendarFeed> =>
  async (_input, { work }) => {
    const upcoming: ListedSession[] = [];
    for await (const page of sessions.walkListed(work)) upcoming.push(...page);
    const content = calendars.feedOf(upcoming);
    return { status: 200, file: { mediaType: 'text/calendar', content, cacheSeconds } };
  };
