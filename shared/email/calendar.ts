import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { london } from '../domain/london.ts';
import type { Hub } from '../hub/hub.ts';
import type { SessionSnapshot } from './message.ts';

export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly content: string;
}

/** The rule of British Summer Time since 1996: last Sunday of March to last Sunday of October, at 01:00 UTC. */
const londonTimezone = [
  'BEGIN:VTIMEZONE',
  `TZID:${london}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

/**
 * The entry that a booking has in its holder's calendar. The same UID throughout, and a SEQUENCE that only rises (RFC 5546),
 * so that what comes later replaces what came before.
 */
export function attendeeEvent(
  method: CalendarPart['method'],
  booking: { readonly bookingId: string; readonly name: string; readonly session: SessionSnapshot },
  context: { readonly hub: Hub; readonly manageUrl: string; readonly now: Date; readonly to: string },
): CalendarPart {
  const { hub, now, to } = context;
  const { session } = booking;
  const cancelled = method === 'CANCEL';
  const calendar = ical({
    prodId: { company: hub.name, product: 'Training hub', language: 'EN' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    timezone: { name: london, generator: () => londonTimezone },
  });
  calendar.createEvent({
    id: `booking-${booking.bookingId}@${hub.id}.training-hub`,
    sequence: cancelled ? session.sequence + 1 : session.sequence,
    stamp: now,
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    timezone: london,
    summary: session.title,
    location: session.format === 'in-person' ? session.venue : 'Online',
    ...(!cancelled && session.joinLink !== null && { url: session.joinLink }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: hub.name, email: hub.contact.email },
    attendees: [
      { name: booking.name, email: to, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.ACCEPTED, rsvp: false },
    ],
  });
  return { method, content: calendar.toString() };
}
