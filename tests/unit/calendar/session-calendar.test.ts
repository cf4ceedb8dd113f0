import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionFormats } from '#domain/bookings/session.ts';
import { createGetCalendarFeed } from '#functions/calendar/get-calendar-feed.ts';
import { createGetSessionCalendar } from '#functions/calendar/get-session-calendar.ts';
import { type CalendarSession, createSessionCalendars } from '#functions/calendar/session-calendar.ts';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { workOf } from '../../support/hub.ts';

const webinar: CalendarSession & { readonly joinLink: string | null } = {
  sessionId: '01KEX4S6V8Z2M9Q3T7R5W1YB0C',
  title: 'Asthma reviews; for nurses, and others',
  format: 'webinar',
  provider: "Bexley's Training Hub",
  venue: null,
  joinLink: 'https://webinars.example/asthma',
  startsAt: '2027-01-18T13:00:00.000Z',
  endsAt: '2027-01-18T16:00:00.000Z',
  status: 'published',
  sequence: 3,
};

const inPerson = {
  ...webinar,
  sessionId: '01KEX4S6V8Z2M9Q3T7R5W1YB0D',
  format: 'in-person' as const,
  venue: "St Thomas' Hospital, Westminster Bridge Road, SE1 7EH",
  joinLink: null,
};

const calendarsOf = (hub: Hub = southEastLondon) =>
  createSessionCalendars({ hub, siteUrl: 'https://hub.example', clock: () => new Date('2026-11-23T09:15:30.000Z') });

const { ofSession, feedOf } = calendarsOf();

/** Reads a calendar by the time zone that it brings itself, as a calendar program does. */
function read(content: string) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const instantOf = (name: 'dtstart' | 'dtend') => {
      const time = component.getFirstPropertyValue(name) as ICAL.Time;
      expect(time.zone?.component?.parent).toBe(calendar);
      return new Date(time.toUnixTime() * 1000).toISOString();
    };
    const { uid, summary, description, location, sequence, organizer } = new ICAL.Event(component);
    return {
      ...{ uid, summary, description, location, sequence, organizer },
      url: component.getFirstPropertyValue('url'),
      status: component.getFirstPropertyValue('status'),
      transparency: component.getFirstPropertyValue('transp'),
      attendees: component.getAllProperties('attendee'),
      startsAt: instantOf('dtstart'),
      endsAt: instantOf('dtend'),
    };
  });
  return { calendar, events };
}

function eventIn(content: string) {
  const { events } = read(content);
  const [event] = events;
  if (!event || events.length > 1) throw new Error(`${events.length} events`);
  return event;
}

/** The grammar of RFC 5545: properties first, then components, of which there is at least one. */
function expectGoodForm(content: string): void {
  const names = content.split('\r\n').filter((line) => !line.startsWith(' '));
  const firstComponent = names.indexOf('BEGIN:VTIMEZONE');
  expect(names.slice(1, firstComponent).some((line) => line.startsWith('BEGIN:'))).toBe(false);
  const afterTimezone = names.slice(names.indexOf('END:VTIMEZONE') + 1);
  expect(['BEGIN:VEVENT', 'END:VCALENDAR']).toContain(afterTimezone[0]);
  expect(names.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
  expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...content.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the calendar of one session', () => {
  it('publishes what it is, where, by whom, and where there is more', () => {
    const { calendar } = read(ofSession(webinar));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(eventIn(ofSession(webinar))).toEqual({
      uid: 'session-01KEX4S6V8Z2M9Q3T7R5W1YB0C@south-east-london.training-hub',
      sequence: 3,
      summary: 'Asthma reviews; for nurses, and others',
      location: 'Online',
      description:
        "Given by Bexley's Training Hub\nMore about the session: https://hub.example/sessions/01KEX4S6V8Z2M9Q3T7R5W1YB0C",
      url: 'https://hub.example/sessions/01KEX4S6V8Z2M9Q3T7R5W1YB0C',
      organizer: 'mailto:info@seltraininghub.co.uk',
      status: 'CONFIRMED',
      transparency: null,
      attendees: [],
      startsAt: '2027-01-18T13:00:00.000Z',
      endsAt: '2027-01-18T16:00:00.000Z',
    });
  });

  it('says where a session in person is', () => {
    expect(eventIn(ofSession(inPerson)).location).toBe("St Thomas' Hospital, Westminster Bridge Road, SE1 7EH");
  });

  it('never holds the link to join', () => {
    for (const content of [ofSession(webinar), feedOf([webinar, inPerson])]) {
      expect(content.replaceAll('\r\n ', '')).not.toContain('webinars.example');
    }
  });

  it('takes a cancelled session out, under the same UID', () => {
    const event = eventIn(ofSession({ ...webinar, status: 'cancelled', sequence: 4 }));
    expect(event).toMatchObject({
      uid: eventIn(ofSession(webinar)).uid,
      sequence: 4,
      status: 'CANCELLED',
      transparency: 'TRANSPARENT',
    });
    expect(event.description).toMatch(/^This session has been cancelled\./);
  });

  it.each(
    ['UTC', 'Europe/London', 'America/New_York'].flatMap((machine) => [
      [machine, 'in winter', '2027-01-18T13:00:00.000Z', '2027-01-18T16:00:00.000Z', '20270118T130000'],
      [machine, 'in summer', '2027-07-19T13:00:00.000Z', '2027-07-19T16:00:00.000Z', '20270719T140000'],
      [
        machine,
        'before the clocks go forward',
        '2027-03-27T09:00:00.000Z',
        '2027-03-27T12:00:00.000Z',
        '20270327T090000',
      ],
      [
        machine,
        'the day the clocks go forward',
        '2027-03-28T08:00:00.000Z',
        '2027-03-28T11:00:00.000Z',
        '20270328T090000',
      ],
      [
        machine,
        'across the clocks going forward',
        '2027-03-27T15:00:00.000Z',
        '2027-03-29T15:00:00.000Z',
        '20270327T150000',
      ],
      [machine, 'before the clocks go back', '2027-10-30T08:00:00.000Z', '2027-10-30T11:00:00.000Z', '20271030T090000'],
      [
        machine,
        'the day the clocks go back',
        '2027-10-31T09:00:00.000Z',
        '2027-10-31T12:00:00.000Z',
        '20271031T090000',
      ],
      [
        machine,
        'across the clocks going back',
        '2027-10-30T15:00:00.000Z',
        '2027-11-01T15:00:00.000Z',
        '20271030T160000',
      ],
    ]),
  )('is at London’s time of the session on a machine in %s: %s', (machine, _, startsAt, endsAt, shown) => {
    vi.stubEnv('TZ', machine);
    const content = ofSession({ ...webinar, startsAt, endsAt });
    expect(eventIn(content)).toMatchObject({ startsAt, endsAt });
    expect(content).toContain(`\r\nDTSTART;TZID=Europe/London:${shown}\r\n`);
    expect(content).toContain('\r\nDTSTAMP:20261123T091530Z\r\n');
  });

  it('keeps any text to the letter, in lines that calendar programs take', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
        const title = `${text.trim()};,\\"O'Brien\r\nBEGIN:VEVENT 👩🏽‍⚕️`;
        const content = ofSession({ ...inPerson, title, venue: title, provider: title });
        const expected = title.replaceAll(/\r\n|\r/g, '\n');
        const event = eventIn(content);
        expect([event.summary, event.location]).toEqual([expected, expected]);
        expect(event.description).toContain(`Given by ${expected}\n`);
        expectGoodForm(content);
      }),
    );
  });
});

describe('the feed of all sessions', () => {
  it('has an event for each, and the zone of all of them once', () => {
    const content = feedOf([webinar, inPerson]);
    expect(read(content).events.map(({ uid }) => uid)).toEqual([
      'session-01KEX4S6V8Z2M9Q3T7R5W1YB0C@south-east-london.training-hub',
      'session-01KEX4S6V8Z2M9Q3T7R5W1YB0D@south-east-london.training-hub',
    ]);
    expectGoodForm(content);
  });

  it('makes nobody busy who only wants to know what there is', () => {
    expect(read(feedOf([webinar, inPerson])).events.map(({ transparency }) => transparency)).toEqual([
      'TRANSPARENT',
      'TRANSPARENT',
    ]);
  });

  it('says what it is called and how often to look again', () => {
    const { calendar } = read(feedOf([webinar]));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('South East London Workforce Development Hub');
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
    expect(calendar.getFirstPropertyValue('x-published-ttl')).toBe('PT1H');
  });

  it('is called as any hub is, whatever stands in its name', () => {
    const content = calendarsOf({ ...southEastLondon, name: 'Kent, Surrey; Sussex' }).feedOf([]);
    // RFC 7986 has it as text, which ical.js does not know of.
    expect(content).toContain('\r\nNAME:Kent\\, Surrey\\; Sussex\r\n');
  });

  it('is a calendar where there is no session, too', () => {
    expect(read(feedOf([])).events).toEqual([]);
    expectGoodForm(feedOf([]));
  });
});

describe('what is asked for a calendar', () => {
  const stored = (session: CalendarSession) => ({ session }) as StoredSession;
  const context = { caller: { kind: 'guest' }, work: workOf(), once: undefined, accepts: 'text/calendar' } as const;
  const calendarOf = (session: CalendarSession | undefined) =>
    createGetSessionCalendar({
      sessions: { find: async () => session && stored(session) } as unknown as Sessions,
      calendars: calendarsOf(),
    })({ path: { sessionId: webinar.sessionId }, query: undefined, body: undefined }, context);

  it.each(['published', 'cancelled', 'completed'] as const)('has a session that is %s', async (status) => {
    const session = { ...webinar, status };
    expect(await calendarOf(session)).toEqual({
      status: 200,
      file: {
        mediaType: 'text/calendar',
        content: ofSession(session),
        filename: 'Asthma reviews; for nurses, and others.ics',
      },
    });
  });

  it('has no draft, and nothing that is not there', async () => {
    await expect(calendarOf({ ...webinar, status: 'draft' })).rejects.toMatchObject({ code: 'session-not-found' });
    await expect(calendarOf(undefined)).rejects.toMatchObject({ code: 'session-not-found' });
  });

  it('has the sessions of every page in the feed, which everybody may keep for a while', async () => {
    const listing = {
      async *walkUpcoming() {
        yield [webinar];
        yield [inPerson];
      },
    };
    const nothing = { path: undefined, query: undefined, body: undefined };
    const fetched = async (calendars = calendarsOf()) =>
      (await createGetCalendarFeed({ listing, calendars })(nothing, context)).file;
    const file = await fetched();
    expect({ ...file }).toEqual({
      mediaType: 'text/calendar',
      content: feedOf([webinar, inPerson]),
      cacheSeconds: 900,
      tag: file.tag,
    });
    // Of another site it is another calendar, though the sessions are the same.
    const moved = createSessionCalendars({
      hub: southEastLondon,
      siteUrl: 'https://moved.example',
      clock: () => new Date(),
    });
    expect((await fetched(moved)).tag).not.toBe(file.tag);
    expect((await fetched()).tag).toBe(file.tag);
  });

  it.each(sessionFormats)('is another feed where a session that is %s is told in other words', async (format) => {
    const tagOf = async (place: string) => {
      const calendars = calendarsOf();
      const feedOf = (sessions: readonly CalendarSession[]) =>
        sessions.map((session) => (session.format === format ? place : 'elsewhere')).join();
      const listing = { async *walkUpcoming() {} };
      const nothing = { path: undefined, query: undefined, body: undefined };
      return (await createGetCalendarFeed({ listing, calendars: { ...calendars, feedOf } })(nothing, context)).file.tag;
    };
    expect(await tagOf('Online')).not.toBe(await tagOf('By video: see your email'));
  });

  it('is the same feed whatever is changed of a session that no calendar says', async () => {
    const tagOf = async (more: object) => {
      const listing = {
        async *walkUpcoming() {
          yield [{ ...more, ...webinar }];
        },
      };
      const nothing = { path: undefined, query: undefined, body: undefined };
      return (await createGetCalendarFeed({ listing, calendars: calendarsOf() })(nothing, context)).file.tag;
    };
    expect(await tagOf({ description: 'An afternoon', bookingClosesAt: null })).toBe(await tagOf({}));
  });
});
