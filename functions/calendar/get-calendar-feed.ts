import { type SessionFormat, sessionFormats } from '#domain/bookings/session.ts';
import { entityTag } from '#http/entity-tag.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { calendar } from './contract.ts';
import { type CalendarSession, calendarFields, type SessionCalendars } from './session-calendar.ts';

/** Many programs ask at once, on the hour; an answer of this age is good enough for any of them. */
const cacheSeconds = 900;

/** Nobody's: whatever this software, or this hub, says of a session otherwise than before is seen by it. */
const anySession = (format: SessionFormat): CalendarSession => ({
  sessionId: '00000000000000000000000000',
  title: 'Title',
  format,
  provider: 'Provider',
  venue: 'Venue',
  startsAt: '2027-01-01T09:00:00.000Z',
  endsAt: '2027-01-01T10:00:00.000Z',
  status: 'published',
  sequence: 0,
});

/** What the listing says of a session besides, no calendar says. */
const asTold = (session: CalendarSession) => calendarFields.map((field) => session[field]);

export const createGetCalendarFeed = ({
  listing,
  calendars,
}: {
  readonly listing: { walkUpcoming(work: Work): AsyncIterable<readonly CalendarSession[]> };
  readonly calendars: SessionCalendars;
}): UseCase<typeof calendar.routes.getCalendarFeed> => {
  let form: string | undefined;
  /** How any session is told, which is the same for as long as this runs. */
  const formOf = () => (form ??= calendars.feedOf(sessionFormats.map(anySession), new Date(0)));

  return async (_input, { work }) => {
    const upcoming: CalendarSession[] = [];
    for await (const page of listing.walkUpcoming(work)) upcoming.push(...page);
    const file = {
      mediaType: 'text/calendar',
      cacheSeconds,
      // When it was made, it says, which makes it no other calendar; how any session is told, does.
      tag: entityTag(JSON.stringify([formOf(), upcoming.map(asTold)])),
      /** Made only for who has it not. */
      get content() {
        return calendars.feedOf(upcoming);
      },
    } as const;
    return { status: 200, file };
  };
};
