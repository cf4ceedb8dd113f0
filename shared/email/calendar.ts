import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type * as z from 'zod';
import { london, wallClockInLondon } from '../domain/london.ts';
import type { BookingFacts, CalendarPart, RenderContext } from './message.ts';

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
  const calendar = ical({
    prodId: { company: hub.name, product: 'Training hub', language: 'EN' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    // Without a zone of the calendar's own, DTSTAMP is in UTC, as RFC 5545 demands; the event brings its zone.
    timezone: { name: null, generator: () => londonTimezone },
  });
  calendar.createEvent({
    id: `booking-${bookingId}@${hub.id}.training-hub`,
    sequence: cancelled ? session.sequence + 1 : session.sequence,
    stamp: now,
    // The library writes a Date as the machine's own clock shows it, whatever the zone. Wall time given as text stays as it is.
    start: wallClockInLondon(session.startsAt),
    end: wallClockInLondon(session.endsAt),
    timezone: london,
    summary: session.title,
    location: session.format === 'in-person' ? session.venue : 'Online',
    ...(!cancelled && { description: description(booking) }),
    ...(!cancelled && session.joinLink !== null && { url: session.joinLink }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: hub.name, email: hub.contact.email },
    attendees: [{ name, email: to, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
  });
  return { method, content: `${calendar.toString()}\r\n` };
}
