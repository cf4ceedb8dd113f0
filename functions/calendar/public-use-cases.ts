import { createGetCalendarFeed } from './get-calendar-feed.ts';
import { createGetSessionCalendar } from './get-session-calendar.ts';
import type { wireCalendar } from './wiring.ts';

/** For everybody. */
export const createPublicUseCases = (deps: ReturnType<typeof wireCalendar>) => ({
  getSessionCalendar: createGetSessionCalendar(deps),
  getCalendarFeed: createGetCalendarFeed(deps),
});
