import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { calendar } from './contract.ts';
import { createCalendarDependencies } from './dependencies.ts';
import { CalendarPublicEnv } from './env.ts';
import { createGetCalendarFeed } from './get-calendar-feed.ts';
import { createGetSessionCalendar } from './get-session-calendar.ts';

const deps = createCalendarDependencies(readEnv(CalendarPublicEnv, process.env));

export const handler = createHttpHandler({
  ...deps,
  area: calendar,
  audience: 'public',
  useCases: {
    getSessionCalendar: createGetSessionCalendar(deps),
    getCalendarFeed: createGetCalendarFeed(deps),
  },
});
