import { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type * as z from 'zod';
import { calendarText, hubCalendar, sessionEvent } from '#calendar/calendar.ts';
import type { BookingFacts, CalendarPart, RenderContext } from '../message.ts';

/** What somebody who only looks in their calendar needs. Never the manage link: calendars are shared with colleagues. */
const description = ({ reference, session }: z.output<typeof BookingFacts>): string =>
  [
    ...(session.joinLink === null ? [] : [`Join the session: ${session.joinLink}`]),
    `Your booking reference: ${reference}`,
  ].join('\n');

/**
 * The entry that a booking has in its holder's calendar. The same UID throughout, and a SEQUENCE that only rises (RFC 5546),
 * so that what comes later replaces what came before.
 */
export function attendeeEvent(
  method: CalendarPart['method'],
  booking: z.output<typeof BookingFacts>,
  { hub, now, to }: Pick<RenderContext, 'hub' | 'now' | 'to'>,
): CalendarPart {
  const { bookingId, name, session } = booking;
  const cancelled = method === 'CANCEL';
  const calendar = hubCalendar(hub, cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST);
  calendar.createEvent({
    id: `booking-${bookingId}@${hub.id}.training-hub`,
    sequence: cancelled ? session.sequence + 1 : session.sequence,
    stamp: now,
    ...sessionEvent(session),
    ...(!cancelled && { description: description(booking) }),
    ...(!cancelled && session.joinLink !== null && { url: session.joinLink }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: hub.name, email: hub.contact.email },
    attendees: [{ name, email: to, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
  });
  return { method, content: calendarText(calendar) };
}
