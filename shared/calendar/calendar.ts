import ical, { type ICalCalendar, type ICalCalendarMethod } from 'ical-generator';
import type { SessionDetails } from '#domain/bookings/session.ts';
import { london, wallClockInLondon } from '#domain/time/london.ts';
import type { Hub } from '#hub/hub.ts';
import { londonTimezone } from './london-timezone.ts';

/** A calendar of the hub's, without events yet. It has no zone of its own, so that each DTSTAMP is in UTC, as RFC 5545 demands. */
export const hubCalendar = (hub: Hub, method: ICalCalendarMethod): ICalCalendar =>
  ical({ prodId: { company: hub.name, product: 'Training hub', language: 'EN' }, method });

type Held = Pick<SessionDetails, 'title' | 'format' | 'venue' | 'startsAt' | 'endsAt'>;

/** What every event of a session says: what, when and where. */
export const sessionEvent = ({ title, format, venue, startsAt, endsAt }: Held) => ({
  // The library writes a Date as the machine's own clock shows it, whatever the zone. Wall time given as text stays as it is.
  start: wallClockInLondon(startsAt),
  end: wallClockInLondon(endsAt),
  timezone: london,
  summary: title,
  location: format === 'in-person' ? venue : 'Online',
});

/** Before it there is nothing but what the hub itself is called. */
const firstEventOrEnd = /^(?=BEGIN:VEVENT|END:VCALENDAR)/m;

/**
 * As it is sent, with the zone that its events refer to. The library itself would put the zone before the calendar's last
 * properties, and leave it out where there is no event; RFC 5545 wants properties first, and then a component.
 */
export const calendarText = (calendar: ICalCalendar): string =>
  `${calendar.toString().replace(firstEventOrEnd, `${londonTimezone}\r\n`)}\r\n`;
