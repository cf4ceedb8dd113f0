import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aSession } from '../../support/hub.ts';
import { startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';

const eventsIn = (content: string) =>
  new ICAL.Component(ICAL.parse(content)).getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, location, sequence, startDate } = new ICAL.Event(component);
    return {
      ...{ uid, summary, location, sequence },
      status: component.getFirstPropertyValue('status'),
      startsAt: new Date(startDate.toUnixTime() * 1000).toISOString(),
    };
  });

describe('the calendars of sessions', () => {
  let hub: TestPlatform;
  let staff: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('bookings') };
  });
  afterAll(() => hub.stop());

  const calendarOf = async (sessionId: string) =>
    accepted(await hub.api.getSessionCalendar({ path: { sessionId } })).body;

  /** Indexes follow the records by a moment. */
  const feedWith = (wanted: (uids: string[]) => boolean) =>
    until(
      async () => accepted(await hub.api.getCalendarFeed()).body,
      (feed) => wanted(eventsIn(feed).map(({ uid }) => uid)),
      5000,
      'the feed',
    );

  const uidOf = (sessionId: string) => `session-${sessionId}@south-east-london.training-hub`;

  it('are served as iCalendar at their paths, whatever the request accepts', async () => {
    const sessionId = await hub.publishSession({ title: "Zoë's clinic: asthma" });
    for (const accept of ['*/*', 'text/calendar', 'application/json', 'text/html']) {
      const response = await fetch(`${hub.url}/v1/sessions/${sessionId}/calendar.ics`, { headers: { Accept: accept } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      expect(response.headers.get('content-disposition')).toContain(`filename="Zoe's clinic asthma.ics"`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(eventsIn(await response.text())).toMatchObject([{ summary: "Zoë's clinic: asthma", location: 'Online' }]);
    }
    const feed = await fetch(`${hub.url}/v1/calendar.ics`);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(feed.headers.get('cache-control')).toBe('public, max-age=900');
    expect(feed.headers.get('content-disposition')).toBeNull();
  });

  it('are sent once to who asks again and again, and so is the list, until something changes', async () => {
    const sessionId = await hub.publishSession({ title: 'Asked again' });
    await feedWith((uids) => uids.includes(uidOf(sessionId)));
    for (const path of ['/v1/calendar.ics', '/v1/sessions?q=asked']) {
      const askTwice = async () => {
        const tag = (await fetch(`${hub.url}${path}`)).headers.get('etag') ?? '';
        const again = () => fetch(`${hub.url}${path}`, { headers: { 'If-None-Match': tag } });
        return { again, unchanged: await again() };
      };
      // What was published last may be on its way to the list between the two.
      const { again, unchanged } = await until(askTwice, (asked) => asked.unchanged.status === 304, 5000, 'the same');
      expect(await unchanged.text()).toBe('');
      await hub.publishSession({ title: `Asked again and changed ${path}` });
      await until(again, ({ status }) => status === 200, 5000, `another ${path}`);
    }
  });

  it('are for anybody, and so without the link to join', async () => {
    const sessionId = await hub.publishSession({ joinLink: 'https://webinars.example/secret-room' });
    const feed = await feedWith((uids) => uids.includes(uidOf(sessionId)));
    for (const content of [feed, await calendarOf(sessionId)]) {
      expect(content.replaceAll('\r\n ', '')).toContain(`${hub.url}/sessions/${sessionId}`);
      expect(content.replaceAll('\r\n ', '')).not.toContain('secret-room');
    }
  });

  it('have no draft', async () => {
    const { sessionId } = accepted(await hub.api.createSession({ body: aSession(await hub.now()) }, staff)).body;
    const published = await hub.publishSession();
    expect(await hub.api.getSessionCalendar({ path: { sessionId } })).toMatchObject({ code: 'session-not-found' });
    const feed = await feedWith((uids) => uids.includes(uidOf(published)));
    expect(feed).not.toContain(sessionId);
  });

  it('follow a session that is changed and then cancelled, which takes it out of the feed', async () => {
    const sessionId = await hub.publishSession();
    const [first] = eventsIn(await calendarOf(sessionId));
    const { version, startsAt, endsAt } = accepted(await hub.api.getAnySession({ path: { sessionId } }, staff)).body;
    // A calendar knows whole seconds.
    const later = (instant: string) =>
      `${new Date(Date.parse(instant) + 3_600_000).toISOString().slice(0, 16)}:00.000Z`;
    const moved = { version, startsAt: later(startsAt), endsAt: later(endsAt) };
    accepted(await hub.api.changeSession({ path: { sessionId }, body: moved }, staff));
    const [second] = eventsIn(await calendarOf(sessionId));
    expect(second).toMatchObject({ uid: uidOf(sessionId), startsAt: moved.startsAt, status: 'CONFIRMED' });
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? 0);

    await feedWith((uids) => uids.includes(uidOf(sessionId)));
    accepted(
      await hub.api.cancelSession({ path: { sessionId }, body: { reason: 'The room is no longer free.' } }, staff),
    );
    const [third] = eventsIn(await calendarOf(sessionId));
    expect(third).toMatchObject({ uid: uidOf(sessionId), status: 'CANCELLED' });
    expect(third?.sequence).toBeGreaterThan(second?.sequence ?? 0);
    await feedWith((uids) => !uids.includes(uidOf(sessionId)));
  });

  it('have every session that is to come in the feed, however many there are', async () => {
    const ids = await Promise.all(Array.from({ length: 105 }, (_, n) => hub.publishSession({ title: `Session ${n}` })));
    const feed = await feedWith((uids) => ids.every((sessionId) => uids.includes(uidOf(sessionId))));
    expect(feed.match(/^BEGIN:VTIMEZONE/gm)).toHaveLength(1);
  });

  it('are not what a session of that name would be', async () => {
    const response = await fetch(`${hub.url}/v1/sessions/calendar.ics`);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await fetch(`${hub.url}/v1/calendar.ics/calendar.ics`)).status).toBe(404);
  });

  it('ask IAM for nothing that their policies do not give', async () => {
    expect(await hub.denied()).toEqual([]);
  });
});
