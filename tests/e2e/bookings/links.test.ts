import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { day } from '../../support/hub.ts';
import { type ReceivedEmail, startTestPlatform, type TestPlatform, tokenIn, until } from '../../support/platform.ts';

/** What the link in an email about a booking opens, with its token. */
function linkIn(email: ReceivedEmail | undefined) {
  if (!email) throw new Error('no email');
  const bookingId = /\/bookings\/(\w+)\?token=/.exec(email.text)?.[1];
  if (bookingId === undefined) throw new Error('The email has no link to a booking');
  return { path: { bookingId }, guest: { token: tokenIn(email) } };
}

describe('the links in emails', () => {
  let hub: TestPlatform;
  let staff: { token: string };

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = { token: await hub.tokenOf('bookings') };
  });
  afterAll(async () => {
    expect(await hub.denied()).toEqual([]);
    await hub.stop();
  });

  const askForLinks = async (workEmail: string) =>
    expect(accepted(await hub.api.askForLinks({ body: { workEmail } }))).toMatchObject({ status: 202, body: {} });
  const bookings = async (sessionId: string) =>
    accepted(await hub.api.listSessionBookings({ path: { sessionId } }, staff)).body.items;

  it('are sent again to who lost them, and to nobody else; both work, until they end', async () => {
    const address = 'lost.link@nhs.net';
    const sessionId = await hub.publishSession();
    await hub.book(sessionId, address);
    const first = linkIn((await hub.untilEmails(address, 1))[0]);
    await askForLinks('lost.link+other@nhs.net');
    await askForLinks('nobody.at.all@nhs.net');
    const [email] = await hub.untilEmails(address, 2);
    expect(email?.subject).toBe('Your booking: Asthma reviews in primary care');
    const again = linkIn(email);
    expect(again.guest.token).not.toBe(first.guest.token);
    for (const { path, guest } of [first, again]) {
      expect(accepted(await hub.api.getBooking({ path }, guest)).body.status).toBe('confirmed');
    }
    expect(accepted(await hub.api.cancelBooking({ path: again.path }, again.guest)).body.status).toBe('cancelled');
    await sleep(300);
    expect(await hub.emailsTo('lost.link+other@nhs.net')).toEqual([]);
    expect(await hub.emailsTo('nobody.at.all@nhs.net')).toEqual([]);

    await hub.advance(15 * day);
    for (const { path, guest } of [first, again]) {
      expect(await hub.api.getBooking({ path }, guest)).toMatchObject({ ok: false, code: 'link-not-valid' });
    }
  });

  it('say for who was booked by somebody else that it was not them: it ends, and their mailbox is left in peace', async () => {
    const address = 'not.me@nhs.net';
    const [one, two] = [await hub.publishSession(), await hub.publishSession()];
    await hub.book(one, address);
    const [email] = await hub.untilEmails(address, 1);
    expect(email?.text).toContain('This was not me:');
    const { path, guest } = linkIn(email);
    await hub.book(two, address);
    await hub.untilEmails(address, 2);

    expect(await hub.api.notMyBooking({ path }, { token: 'x'.repeat(43) })).toMatchObject({ code: 'link-not-valid' });
    const { heldUntil } = accepted(await hub.api.notMyBooking({ path }, guest)).body;
    expect(Date.parse(heldUntil)).toBeGreaterThan((await hub.now()).getTime() + 29 * day);
    expect(await bookings(one)).toMatchObject([{ status: 'cancelled', cancelledBecause: 'not-me' }]);
    accepted(await hub.api.notMyBooking({ path }, guest));

    await askForLinks(address);
    await sleep(500);
    expect(await hub.emailsTo(address)).toHaveLength(2);
    const lifted = accepted(await hub.api.liftHold({ body: { workEmail: address } }, staff)).body;
    expect(lifted).toEqual({ lifted: true });
    await askForLinks(address);
    await hub.untilEmails(address, 3);
  });

  it('that come back show on the session’s list, and one action frees such places', async () => {
    const sessionId = await hub.publishSession({ capacity: 1 });
    await hub.book(sessionId, 'bounce+links@simulator.amazonses.com');
    await until(
      () => bookings(sessionId),
      ([booking]) => booking?.emailBouncedAt !== undefined,
      15_000,
      'the bounce to show',
    );
    await hub.book(sessionId, 'waits.for.bounced@nhs.net');
    expect(accepted(await hub.api.freeBounced({ path: { sessionId } }, staff)).body).toEqual({ freed: 1 });
    const [offer] = await hub.untilEmails('waits.for.bounced@nhs.net', 2);
    expect(offer?.subject).toContain('A place is free for you');
    expect(await hub.emailsTo('bounce+links@simulator.amazonses.com')).toHaveLength(1);
  });
});
