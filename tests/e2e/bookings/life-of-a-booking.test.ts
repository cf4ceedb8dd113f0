import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aBooking, aSession, day, hour } from '../../support/hub.ts';
import { linkIn, startTestPlatform, type TestPlatform, tokenIn, until } from '../../support/platform.ts';
import { searchEverywhere, storesIn } from '../../support/search-everywhere.ts';

describe('a booking, from the session’s draft to its cancellation', () => {
  let hub: TestPlatform;
  let staff: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('bookings') };
  });
  afterAll(() => hub.stop());

  /** The list follows the sessions by a moment. */
  const listed = (...wanted: readonly string[]) =>
    until(
      async () => accepted(await hub.api.listSessions({ query: { limit: 100 } })).body.items,
      (items) => wanted.every((id) => items.some(({ sessionId }) => sessionId === id)),
      5000,
      'the list',
    );

  it('is published, booked, confirmed by email, seen, cancelled, and cancelled by email', async () => {
    const created = accepted(await hub.api.createSession({ body: aSession(await hub.now()) }, staff)).body;
    const { sessionId } = created;
    expect(created).toMatchObject({ status: 'draft', version: 1, confirmed: 0, placesLeft: 30 });
    expect(await hub.api.getSession({ path: { sessionId } })).toMatchObject({ ok: false, code: 'session-not-found' });

    const published = accepted(await hub.api.publishSession({ path: { sessionId }, body: { version: 1 } }, staff)).body;
    expect(published).toMatchObject({ status: 'published', version: 2 });

    const body = aBooking(sessionId, 'siobhan.obrien@nhs.net', { accessNeeds: 'A hearing loop' });
    const booked = accepted(await hub.api.bookPlace({ body }));
    expect(booked).toMatchObject({ status: 201, body: { status: 'confirmed' } });
    // Neither id nor reference: whoever sends the form need not be whose address it is.
    expect(Object.keys(booked.body)).toEqual(['status']);

    const [confirmation] = await hub.untilEmails('siobhan.obrien@nhs.net', 1);
    if (!confirmation) throw new Error('no confirmation');
    expect(confirmation.subject).toBe('You have a place: Asthma reviews in primary care');
    expect(confirmation.text).toContain('https://webinars.example/asthma');
    expect(confirmation.html).toContain('Siobhán O&#39;Brien');
    const calendar = confirmation.attachments.find(({ contentType }) => contentType.includes('calendar'));
    expect(calendar?.content).toContain('METHOD:REQUEST');

    const { id: bookingId, ...guest } = linkIn(confirmation);
    const seen = accepted(await hub.api.getBooking({ path: { bookingId } }, guest)).body;
    expect(confirmation.text).toContain(seen.reference);
    expect(seen).toMatchObject({
      status: 'confirmed',
      session: { joinLink: 'https://webinars.example/asthma' },
    });

    const attendees = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items;
    expect(attendees).toMatchObject([
      { bookingId, accessNeeds: 'A hearing loop', person: { name: "Siobhán O'Brien" } },
    ]);

    const cancelled = accepted(await hub.api.cancelBooking({ path: { bookingId } }, guest)).body;
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.session).not.toHaveProperty('joinLink');
    const again = accepted(await hub.api.cancelBooking({ path: { bookingId } }, guest)).body;
    expect(again.cancelledAt).toBe(cancelled.cancelledAt);

    const [cancellation] = await hub.untilEmails('siobhan.obrien@nhs.net', 2);
    expect(cancellation?.subject).toBe('Your booking is cancelled: Asthma reviews in primary care');
    expect(cancellation?.attachments.some(({ content }) => content.includes('METHOD:CANCEL'))).toBe(true);
    expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.placesLeft).toBe(30);
    const [after] = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items;
    expect(after).not.toHaveProperty('accessNeeds');
  });

  it('deletes what somebody needs as soon as they ask for it by their link, and keeps the booking', async () => {
    const needs = 'My guide dog Bartholomew comes along';
    const sessionId = await hub.publishSession();
    const { id: bookingId, token } = await hub.booked(sessionId, 'needs.nothing@nhs.net', { accessNeeds: needs });
    const other = await hub.booked(sessionId, 'another.guest@nhs.net');
    const path = { bookingId };
    expect(await hub.api.deleteAccessNeeds({ path }, { token: other.token })).toMatchObject({ code: 'link-not-valid' });
    expect(await hub.api.deleteAccessNeeds({ path }, { token: staff.token })).toMatchObject({ ok: false, status: 401 });
    expect(storesIn(await searchEverywhere(hub, needs))).toContain('items Records');

    const idempotencyKey = 'deletes-needs';
    const first = accepted(await hub.api.deleteAccessNeeds({ path }, { token, idempotencyKey }));
    expect(first.body).toMatchObject({ bookingId, status: 'confirmed' });
    expect(accepted(await hub.api.deleteAccessNeeds({ path }, { token, idempotencyKey })).body).toEqual(first.body);
    expect(accepted(await hub.api.deleteAccessNeeds({ path }, { token })).body).toEqual(first.body);
    // The stream keeps for a day that they were there, and went.
    expect(storesIn(await searchEverywhere(hub, needs))).toEqual(['changes Records']);
    const listed = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items;
    expect(listed.find((each) => each.bookingId === bookingId)).not.toHaveProperty('accessNeeds');
  });

  it('keeps what somebody tells by their link of what would help them, shows it to staff, and to nobody who has the link', async () => {
    const needs = 'My guide dog Melchior comes along';
    const sessionId = await hub.publishSession();
    const { id: bookingId, token } = await hub.booked(sessionId, 'needs.something@nhs.net');
    const other = await hub.booked(sessionId, 'some.other.guest@nhs.net');
    const request = { path: { bookingId }, body: { accessNeeds: needs, accessNeedsWording: 1 } };
    expect(await hub.api.tellAccessNeeds(request, { token: other.token })).toMatchObject({ code: 'link-not-valid' });
    expect(await hub.api.tellAccessNeeds(request, { token: staff.token })).toMatchObject({ ok: false, status: 401 });
    const unsaid = await hub.api.tellAccessNeeds(
      { ...request, body: { ...request.body, accessNeeds: ' ' } },
      { token },
    );
    expect(unsaid).toMatchObject({ code: 'not-valid', problem: { errors: [{ pointer: '/accessNeeds' }] } });
    const worded = { ...request, body: { ...request.body, accessNeedsWording: 99 } };
    expect(await hub.api.tellAccessNeeds(worded, { token })).toMatchObject({ code: 'consent-changed' });
    expect(storesIn(await searchEverywhere(hub, needs))).toEqual([]);

    const keyed = { token, idempotencyKey: 'tells-needs' };
    const first = accepted(await hub.api.tellAccessNeeds(request, keyed));
    expect(first.body).toMatchObject({ bookingId, status: 'confirmed' });
    expect(accepted(await hub.api.tellAccessNeeds(request, keyed)).body).toEqual(first.body);
    expect(
      JSON.stringify([first.body, accepted(await hub.api.getBooking({ path: { bookingId } }, { token })).body]),
    ).not.toContain('Melchior');
    const told = async () =>
      accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items.find(
        (each) => each.bookingId === bookingId,
      )?.accessNeeds;
    expect(await told()).toBe(needs);

    await accepted(
      await hub.api.tellAccessNeeds({ ...request, body: { ...request.body, accessNeeds: 'A lift' } }, { token }),
    );
    expect(await told()).toBe('A lift');
    // The stream keeps for a day what was there before.
    expect(storesIn(await searchEverywhere(hub, needs))).toEqual(['changes Records']);
  });

  it('answers a retry under the same Idempotency-Key as it did the first time, even when the session is since full', async () => {
    const sessionId = await hub.publishSession({ capacity: 1 });
    const body = aBooking(sessionId, 'retry@nhs.net');
    const first = accepted(await hub.api.bookPlace({ body }, { idempotencyKey: 'a-key-of-my-own' }));
    const retry = accepted(await hub.api.bookPlace({ body }, { idempotencyKey: 'a-key-of-my-own' }));
    expect(retry.body).toEqual(first.body);
    const other = await hub.api.bookPlace(
      { body: aBooking(sessionId, 'other@nhs.net') },
      { idempotencyKey: 'a-key-of-my-own' },
    );
    expect(other).toMatchObject({ ok: false, status: 422, code: 'key-used-for-another-request' });
  });

  it('answers a publication that is sent again under its key, though the session is no draft any more', async () => {
    const { sessionId } = accepted(await hub.api.createSession({ body: aSession(await hub.now()) }, staff)).body;
    const publish = () =>
      hub.api.publishSession({ path: { sessionId }, body: {} }, { ...staff, idempotencyKey: `publish-${sessionId}` });
    const first = accepted(await publish());
    expect(accepted(await publish()).body).toEqual(first.body);
    const without = await hub.api.publishSession({ path: { sessionId }, body: {} }, staff);
    expect(without).toMatchObject({ ok: false, status: 409, code: 'wrong-state' });
  });

  it('refuses a change that is based on an older version, and says which there is now', async () => {
    const { sessionId } = accepted(await hub.api.createSession({ body: aSession(await hub.now()) }, staff)).body;
    const change = (version: number, capacity: number) =>
      hub.api.changeSession({ path: { sessionId }, body: { version, capacity } }, staff);
    expect(accepted(await change(1, 40)).body).toMatchObject({ capacity: 40, version: 2 });
    expect(await change(1, 50)).toMatchObject({
      ok: false,
      status: 409,
      code: 'stale-version',
      problem: { version: 2 },
    });
  });

  it('never takes a confirmed place away when the capacity is lowered, and lets nobody in until places are free', async () => {
    const sessionId = await hub.publishSession({ capacity: 2 });
    await hub.book(sessionId, 'one@nhs.net');
    await hub.book(sessionId, 'two@nhs.net');
    const { version } = accepted(await hub.api.getAnySession({ path: { sessionId } }, staff)).body;
    const lowered = accepted(
      await hub.api.changeSession({ path: { sessionId }, body: { version, capacity: 1 } }, staff),
    ).body;
    expect(lowered).toMatchObject({ confirmed: 2, placesLeft: 0, waitingList: true });
    expect((await hub.book(sessionId, 'three@nhs.net')).status).toBe('waitlisted');
  });

  it('shows a learner who signed in the bookings made with their email, and nobody else’s', async () => {
    const sessionId = await hub.publishSession();
    const { id } = await hub.booked(sessionId, 'learner@practice.example');
    await hub.book(sessionId, 'somebody.else@nhs.net');
    const token = await hub.register('learner@practice.example');
    const { items } = accepted(await hub.api.listMyBookings({}, { token })).body;
    expect(items.map((booking) => booking.bookingId)).toEqual([id]);
  });

  it('walks a list to its end by its cursors, each entry once', async () => {
    const ids = new Set<string>();
    for (let n = 0; n < 5; n += 1) ids.add(await hub.publishSession({ title: `Paged ${n}` }));
    await listed(...ids);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = accepted(await hub.api.listSessions({ query: { limit: 2, cursor } })).body;
      seen.push(...page.items.map(({ sessionId }) => sessionId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([...ids]));
  });

  it('finds sessions by format, by whom they are for, by when they are and by their words', async () => {
    const now = await hub.now();
    const at = (days: number) => ({
      startsAt: new Date(now.getTime() + days * day).toISOString(),
      endsAt: new Date(now.getTime() + days * day + hour).toISOString(),
    });
    const webinar = await hub.publishSession({ title: 'Wound care, by Zoë', ...at(40) });
    const audience = { roleGroups: ['gp' as const], boroughs: ['Bexley'] };
    const inPerson = await hub.publishSession({
      title: 'Wound care in practice',
      format: 'in-person',
      venue: 'Bexley',
      joinLink: null,
      audience,
      ...at(50),
    });
    await listed(webinar, inPerson);
    const found = async (query: NonNullable<Parameters<typeof hub.api.listSessions>[0]>['query']) =>
      accepted(await hub.api.listSessions({ query: { ...query, q: `wound ${query?.q ?? ''}` } })).body.items.map(
        (session) => session.sessionId,
      );
    expect(await found({})).toEqual([webinar, inPerson]);
    expect(await found({ limit: 1 })).toEqual([webinar]);
    expect(await found({ q: 'zoe' })).toEqual([webinar]);
    expect(await found({ format: 'in-person' })).toEqual([inPerson]);
    expect(await found({ roleGroup: 'nurse' })).toEqual([webinar]);
    expect(await found({ roleGroup: 'gp', borough: 'Bexley' })).toEqual([webinar, inPerson]);
    expect(await found({ borough: 'Lambeth' })).toEqual([webinar]);
    expect(await found({ from: at(45).startsAt.slice(0, 10) })).toEqual([inPerson]);
    expect(await found({ to: at(40).startsAt.slice(0, 10) })).toEqual([webinar]);
    expect(await hub.api.listSessions({ query: { from: 'tomorrow' } })).toMatchObject({ ok: false, code: 'not-valid' });
  });

  it('forgets a booking six years after its session, everywhere, whether or not the table has deleted it yet', async () => {
    const sessionId = await hub.publishSession();
    const { id: bookingId, token } = await hub.booked(sessionId, 'forgotten@nhs.net');
    const guest = { token };
    const start = await hub.now();

    await hub.moveClockTo(new Date(start.getTime() + 15 * day));
    expect(await hub.api.cancelBooking({ path: { bookingId } }, guest)).toMatchObject({ code: 'booking-closed' });
    await hub.moveClockTo(new Date(start.getTime() + 6 * 365.25 * day + 20 * day));
    expect(await hub.api.getBooking({ path: { bookingId } }, guest)).toMatchObject({
      ok: false,
      code: 'link-not-valid',
    });
    const { items } = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body;
    expect(items).toEqual([]);

    const { deleted } = (await hub.sweep()) as { deleted: number };
    expect(deleted).toBeGreaterThan(0);
    expect(await hub.sweep()).toEqual({ deleted: 0 });
    await hub.moveClockTo(start);
  });

  it('asks IAM for nothing that its policies do not give', async () => {
    expect(await hub.denied()).toEqual([]);
  });

  it('logs no name, address, free text or token', async () => {
    const emails = await hub.allEmails();
    await until(
      async () => hub.logs(),
      (logs) => logs.includes('email-sent'),
      5000,
      'logs',
    );
    const personal = [
      'siobhan.obrien',
      'nhs.net',
      'practice.example',
      "O'Brien",
      'Lead practice nurse',
      'hearing loop',
      'G85001',
    ];
    for (const text of [...personal, ...emails.filter(({ text }) => text.includes('?token=')).map(tokenIn)])
      expect(await searchEverywhere(hub, text, ['log']), text).toEqual([]);
    expect(hour).toBeGreaterThan(0);
  });
});
