import { entityTag } from '#http/entity-tag.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { calendar } from './contract.ts';
import type { CalendarSession, SessionCalendars } from './session-calendar.ts';

/** Many programs ask at once, on the hour; an answer of this age is good enough for any of them. */
const cacheSeconds = 900;

export const createGetCalendarFeed =
  ({
    listing,
    calendars,
  }: {
    readonly listing: { walkUpcoming(work: Work): AsyncIterable<readonly CalendarSession[]> };
    readonly calendars: SessionCalendars;
  }): UseCase<typeof calendar.routes.getCalendarFeed> =>
  async (_input, { work }) => {
    const upcoming: CalendarSession[] = [];
    for await (const page of listing.walkUpcoming(work)) upcoming.push(...page);
    const file = { mediaType: 'text/calendar', content: calendars.feedOf(upcoming), cacheSeconds } as const;
    // What is sent says when it was made, which makes it no other calendar.
    return { status: 200, file: { ...file, tag: entityTag(JSON.stringify(upcoming)) } };
  };
