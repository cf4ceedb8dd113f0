import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { aBooking, aSession, day } from '../../support/hub.ts';
import { startTestPlatform, type TestPlatform, tokenIn, until } from '../../support/platform.ts';

describe('a session that does not take place', () => {
  let hub: TestPlatform;
  let staff: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('bookings') };
  });
  afterAll(() => hub.stop());

  it('is cancelled for everybody who has booked: all are told why, nothing is due, and nobody can book', async () => {
    const sessionId = await hub.publishSession({ capacity: 2 });
    const [first, second, waiting] = [
      await hub.booked(sessionId, 'first@nhs.net'),
      await hub.booked(sessionId, 'second@nhs.net'),
      await hub.booked(sessionId, 'waiting@nhs.net'),
    ];
    // The organiser hears that it is full only while it is.
    await hub.untilEmails('info@seltraininghub.co.uk', 1);
    const cancel = () =>
      hub.api.cancelSession({ path: { sessionId }, body: { reason: 'The room is no longer free' } }, staff);
    expect(accepted(await cancel()).body).toMatchObject({ status: 'cancelled', confirmed: 0, waitlisted: 0 });
    expect(accepted(await cancel()).body).toMatchObject({ status: 'cancelled' });

    for (const address of ['first@nhs.net', 'second@nhs.net', 'waiting@nhs.net']) {
      const [told] = await hub.untilEmails(address, 2);
      expect(told?.subject).toBe('This session is cancelled: Asthma reviews in primary care');
      expect(told?.text).toContain('The reason: The room is no longer free');
      const cancelled = told?.attachments.some(({ content }) => content.includes('METHOD:CANCEL'));
      expect(cancelled).toBe(address !== 'waiting@nhs.net');
    }
    const [email] = await hub.emailsTo('first@nhs.net');
    if (!email) throw new Error('no email');
    const own = accepted(await hub.api.getBooking({ path: { bookingId: first.id } }, { token: tokenIn(email) })).body;
    expect(own).toMatchObject({ status: 'cancelled', cancelledBecause: 'session-cancelled' });
    const { items } = accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body;
    expect(items.map(({ bookingId }) => bookingId)).toEqual([first, second, waiting].map(({ id }) => id));
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['cancelled']));

    const refused = await hub.api.bookPlace({ body: aBooking(sessionId, 'too.late@nhs.net') });
    expect(refused).toMatchObject({ ok: false, status: 409, code: 'booking-closed' });
    expect(accepted(await hub.api.getSession({ path: { sessionId } })).body.status).toBe('cancelled');
    await until(
      async () => accepted(await hub.api.listSessions({})).body.items.map((session) => session.sessionId),
      (listed) => !listed.includes(sessionId),
      5000,
      'the list without it',
    );
    await hub.fire('tend-sessions');
    expect(await hub.emailCount()).toBe(6 + 1);
  });

  it('cannot be cancelled as a draft, nor once it is over', async () => {
    const draft = accepted(await hub.api.createSession({ body: aSession(await hub.now()) }, staff)).body;
    const cancel = (sessionId: string) =>
      hub.api.cancelSession({ path: { sessionId }, body: { reason: 'None' } }, staff);
    expect(await cancel(draft.sessionId)).toMatchObject({ code: 'wrong-state', problem: { sessionStatus: 'draft' } });
    const sessionId = await hub.publishSession();
    const start = await hub.now();
    await hub.advance(15 * day);
    expect(await cancel(sessionId)).toMatchObject({ code: 'wrong-state', problem: { sessionStatus: 'published' } });
    await hub.moveClockTo(start);
  });
});
