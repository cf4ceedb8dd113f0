import type { CalendarPublicEnv } from '#functions/calendar/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout } from './scope.ts';

/** Apart from bookings, so that what writes calendars does not weigh on the function that books. */
export function calendarApi({ stack, settings, environment, records }: ApiScope): HubFunction<unknown>[] {
  const fn = new HubFunction<EnvironmentOf<typeof CalendarPublicEnv>>(stack, {
    name: 'calendar-public',
    settings,
    timeout: apiTimeout,
    impact: 'People cannot put sessions into their calendars, and calendars that they subscribed to are out of date',
    environment: { ...environment, SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, {
    session: ['read'],
    places: ['read'],
    listing: ['read'],
    listingWeek: ['query'],
    lists: ['publishedSessions', 'listingWeeks'],
  });
  return [fn];
}
