import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wallClockInLondon } from '#domain/time/london.ts';
import { render } from '#email/registry.ts';
import { booking, cancelled, confirmed, context, inPerson, waitlisted, webinar } from './owed.ts';

/** Reads a calendar by the time zone that it brings itself, as a calendar program does. */
function read(content: string) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('no event');
  const instantOf = (name: 'dtstart' | 'dtend') => {
    const time = component.getFirstPropertyValue(name) as ICAL.Time;
    expect(time.zone?.component?.parent).toBe(calendar);
    return new Date(time.toUnixTime() * 1000).toISOString();
  };
  return { calendar, component, event: new ICAL.Event(component), instantOf };
}

function contentOf(message: Parameters<typeof render>[0]): string {
  const { calendar } = render(message, context);
  if (!calendar) throw new Error('no calendar part');
  return calendar.content;
}

const heldAt = (startsAt: string, endsAt: string) =>
  contentOf(confirmed({ ...booking, session: { ...webinar, startsAt, endsAt } }));

const machines = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata'];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the calendar entry of a booking', () => {
  it.each(
    machines.flatMap((machine) => [
      [machine, 'in winter', '2027-01-18T13:00:00.000Z', '2027-01-18T16:00:00.000Z'],
      [machine, 'in summer', '2027-07-19T13:00:00.000Z', '2027-07-19T16:00:00.000Z'],
      [machine, 'the day before the clocks go forward', '2027-03-27T09:00:00.000Z', '2027-03-27T12:00:00.000Z'],
      [machine, 'the day the clocks go forward', '2027-03-28T08:00:00.000Z', '2027-03-28T11:00:00.000Z'],
      [machine, 'across the clocks going forward', '2027-03-27T15:00:00.000Z', '2027-03-29T15:00:00.000Z'],
      [machine, 'the day before the clocks go back', '2027-10-30T08:00:00.000Z', '2027-10-30T11:00:00.000Z'],
      [machine, 'the day the clocks go back', '2027-10-31T09:00:00.000Z', '2027-10-31T12:00:00.000Z'],
      [machine, 'across the clocks going back', '2027-10-30T15:00:00.000Z', '2027-11-01T15:00:00.000Z'],
    ]),
  )('is at the time of the session on a machine in %s: %s', (machine, _, startsAt, endsAt) => {
    vi.stubEnv('TZ', machine);
    const { instantOf } = read(heldAt(startsAt, endsAt));
    expect([instantOf('dtstart'), instantOf('dtend')]).toEqual([startsAt, endsAt]);
  });

  it('is at the time of the session at any time of any year, but for the hour that the clocks show twice', () => {
    const minute = 60_000;
    const hour = 60 * minute;
    const shown = (time: number) => wallClockInLondon(new Date(time).toISOString());
    const shownTwice = (time: number) => shown(time) === shown(time - hour) || shown(time) === shown(time + hour);
    const starts = fc.integer({ min: Date.UTC(2026, 0) / minute, max: Date.UTC(2040, 0) / minute });
    const lengths = fc.integer({ min: 15, max: (3 * 24 * hour) / minute });
    fc.assert(
      fc.property(starts, lengths, (start, length) => {
        const times = [start * minute, (start + length) * minute] as const;
        fc.pre(!times.some(shownTwice));
        const [startsAt, endsAt] = times.map((time) => new Date(time).toISOString()) as [string, string];
        const { instantOf } = read(heldAt(startsAt, endsAt));
        expect([instantOf('dtstart'), instantOf('dtend')]).toEqual([startsAt, endsAt]);
      }),
    );
  });

  it('is stamped in UTC with the time that it was given', () => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(contentOf(confirmed())).toContain('\r\nDTSTAMP:20261123T091530Z\r\n');
  });

  it('asks for a place in the calendar of a webinar, with the link to join', () => {
    const { calendar, component, event } = read(contentOf(confirmed()));
    expect(render(confirmed(), context).calendar?.method).toBe('REQUEST');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event).toMatchObject({
      uid: 'booking-01KF0A2C4E6G8J1M3P5R7T9V2X@south-east-london.training-hub',
      sequence: 3,
      summary: 'Asthma reviews',
      location: 'Online',
      description: `Join the session: ${webinar.joinLink}\nYour booking reference: 7K3M9-Q2XDH`,
      organizer: 'mailto:info@seltraininghub.co.uk',
    });
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(component.getFirstPropertyValue('url')).toBe(webinar.joinLink);
    const [attendee] = event.attendees;
    expect(String(attendee?.getFirstValue()).toLowerCase()).toBe('mailto:siobhan@nhs.net');
    expect(attendee?.getFirstParameter('cn')).toBe("Siobhán O'Brien");
  });

  it('says where a session in person is', () => {
    const { event } = read(contentOf(confirmed({ ...booking, session: inPerson })));
    expect(event.location).toBe(inPerson.venue);
    expect(event.description).toBe('Your booking reference: 7K3M9-Q2XDH');
  });

  it('is taken away by the same UID, later in sequence, without the link to join', () => {
    const content = contentOf(cancelled('confirmed'));
    const { calendar, component, event } = read(content);
    expect(render(cancelled('confirmed'), context).calendar?.method).toBe('CANCEL');
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(event).toMatchObject({
      uid: 'booking-01KF0A2C4E6G8J1M3P5R7T9V2X@south-east-london.training-hub',
      sequence: 4,
    });
    expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(content).not.toContain('webinars.example');
  });

  it('is not there for somebody who waits or waited', () => {
    expect(render(waitlisted(), context)).not.toHaveProperty('calendar');
    expect(render(cancelled('waitlisted'), context)).not.toHaveProperty('calendar');
  });

  it('never holds the link that manages the booking, because colleagues see each other’s calendars', () => {
    for (const message of [confirmed(), cancelled('confirmed')]) {
      expect(contentOf(message).replaceAll('\r\n ', '')).not.toContain('token');
    }
  });

  it('stays one entry with the text as it was given, in lines that calendar programs take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
        const title = `${text.trim()};,\\"\r\nBEGIN:VALARM 👩🏽‍⚕️`;
        const content = contentOf(
          confirmed({ ...booking, name: title, session: { ...inPerson, title, venue: title } }),
        );
        const { calendar, component, event } = read(content);
        expect(event.summary).toBe(title.replaceAll(/\r\n|\r/g, '\n'));
        expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
        expect(component.getAllSubcomponents()).toEqual([]);
        expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(Math.max(...content.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
      }),
    );
  });
});
