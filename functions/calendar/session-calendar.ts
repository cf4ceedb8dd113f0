import { escape as escapeText, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { calendarText, hubCalendar, sessionEvent } from '#calendar/calendar.ts';
import type { Session } from '#domain/bookings/session.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';

/** As much of a session as a calendar that anybody may have can say. The link to join is for those with a place. */
export const calendarFields = [
  'sessionId',
  'title',
  'format',
  'provider',
  'venue',
  'startsAt',
  'endsAt',
  'status',
  'sequence',
] as const satisfies readonly (keyof Session)[];
export type CalendarSession = Pick<Session, (typeof calendarFields)[number]>;

export interface SessionCalendarDeps {
  readonly hub: Hub;
  /** The hub's website, without a slash at the end. */
  readonly siteUrl: string;
  readonly clock: Clock;
}

/** How long a calendar program is asked to wait until it looks again. */
const refreshSeconds = 3600;

/** Sessions as iCalendar (RFC 5545). */
export function createSessionCalendars({ hub, siteUrl, clock }: SessionCalendarDeps) {
  const pageOf = ({ sessionId }: CalendarSession) => `${siteUrl}/sessions/${sessionId}`;

  const description = (session: CalendarSession): string =>
    [
      ...(session.status === 'cancelled' ? ['This session has been cancelled.'] : []),
      `Given by ${session.provider}`,
      `More about the session: ${pageOf(session)}`,
    ].join('\n');

  /** The same UID throughout, and a SEQUENCE that only rises (RFC 5546), so that what comes later replaces what came before. */
  const eventOf = (session: CalendarSession, stamp: Date) => ({
    id: `session-${session.sessionId}@${hub.id}.training-hub`,
    sequence: session.sequence,
    stamp,
    ...sessionEvent(session),
    description: description(session),
    url: pageOf(session),
    status: session.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // What is published has an organiser (RFC 5546, 3.2.1).
    organizer: { name: hub.name, email: hub.contact.email },
  });

  return {
    /** For who means to come, so that they are busy meanwhile, unless it is cancelled. */
    ofSession(session: CalendarSession): string {
      const calendar = hubCalendar(hub, ICalCalendarMethod.PUBLISH);
      const transparency = session.status === 'cancelled' ? { transparency: ICalEventTransparency.TRANSPARENT } : {};
      calendar.createEvent({ ...eventOf(session, clock()), ...transparency });
      return calendarText(calendar);
    },

    /** For who wants to know what there is, which makes nobody busy. @param now - when it is made, which it says */
    feedOf(sessions: readonly CalendarSession[], now = clock()): string {
      // The library writes this name as it is given.
      const calendar = hubCalendar(hub, ICalCalendarMethod.PUBLISH)
        .name(escapeText(hub.name, false))
        .ttl(refreshSeconds);
      for (const session of sessions) {
        calendar.createEvent({ ...eventOf(session, now), transparency: ICalEventTransparency.TRANSPARENT });
      }
      return calendarText(calendar);
    },
  };
}

export type SessionCalendars = ReturnType<typeof createSessionCalendars>;
