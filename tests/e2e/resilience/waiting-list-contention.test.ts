import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { owesOffer } from '#domain/bookings/places.ts';
import { accepted } from '#http/client.ts';
import { aBooking, day, hour } from '../../support/hub.ts';
import { isLong, testedEngines } from '../../support/long.ts';
import { linkIn, startTestPlatform, type TestPlatform, until } from '../../support/platform.ts';
import { expectConsistent } from '../../support/stored-bookings.ts';

const people = 200;
/** A minute; of the slower engine, which is a second opinion, a part of one. */
const lastingMs = (engine: string): number => (engine === 'dynamodb-local' ? 20_000 : 60_000);
/** Between two things that one person does: all people together do some fifteen things a second. */
const pauseMs = () => 6_000 + Math.random() * 14_000;
const mostPlaces = 30;
/** What must have become of some booking, or the time was not long enough; of a slow machine it is given this much more. */
const ways = ['confirmed', 'waitlisted', 'cancelled-by-person', 'offer-declined', 'offer-expired'];
const atMostLongerMs = 90_000;

/** What somebody may have heard last, by how their booking stands. */
const lastHeard: Readonly<Record<string, readonly string[]>> = {
  confirmed: ['booking-confirmed'],
  waitlisted: ['booking-waitlisted'],
  offered: ['place-offered'],
  cancelled: ['booking-cancelled', 'offer-expired'],
};

/** What the functions logged of what they did not expect. */
const failuresIn = (hub: TestPlatform): string => hub.logged((line) => line.includes('request-failed'));

type Reply = { readonly ok: true } | { readonly ok: false; readonly status: number };

/** One person who books, and then does with their booking what people do, until the time is up. */
async function beSomebody(hub: TestPlatform, sessionId: string, address: string, isOver: () => boolean) {
  let own: { id: string; token: string } | undefined;
  let asked = false;
  let heardBefore = 0;
  const statuses: number[] = [];
  const note = <R extends Reply>(reply: R): R => {
    if (!reply.ok) statuses.push(reply.status);
    return reply;
  };

  async function book() {
    heardBefore = (await hub.emailsTo(address)).length;
    own = undefined;
    asked = note(await hub.api.bookPlace({ body: aBooking(sessionId, address) })).ok;
  }
  /** Of the newest email that has come since they asked. */
  async function ownLink() {
    const emails = await hub.emailsTo(address);
    const email = emails.slice(0, emails.length - heardBefore).find(({ text }) => text.includes('?token='));
    return email && linkIn(email);
  }

  while (!isOver()) {
    if (!asked) await book();
    own ??= await ownLink();
    if (own) {
      const { token } = own;
      const path = { bookingId: own.id };
      const seen = note(await hub.api.getBooking({ path }, { token }));
      const status = seen.ok ? seen.body.status : 'cancelled';
      if (status === 'offered' && Math.random() < 0.6) note(await hub.api.acceptOffer({ path }, { token }));
      else if (status === 'offered') note(await hub.api.declineOffer({ path }, { token }));
      else if (status === 'cancelled') await book();
      else if (Math.random() < 0.4) note(await hub.api.cancelBooking({ path }, { token }));
    }
    await sleep(pauseMs());
  }
  return statuses;
}

// A sample of it tells little: who waits meets who acts too seldom. The stores alone are asked the same in `tests/integration`.
describe.runIf(isLong).each(testedEngines)('many people and the staff at once, for a while, on %s', (engine) => {
  it('never gives out a place twice or strands one, and everybody’s last email says how they stand', async () => {
    const hub = await startTestPlatform(engine);
    onTestFinished(() => hub.stop());
    const startsAt = new Date((await hub.now()).getTime() + 60 * day);
    const sessionId = await hub.publishSession({
      capacity: 20,
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 3 * hour).toISOString(),
    });
    const staff = { token: await hub.tokenOf('bookings') };
    const over = performance.now() + lastingMs(engine);
    const seen = new Set<string>();
    const isOver = () =>
      performance.now() > over + atMostLongerMs || (performance.now() > over && ways.every((way) => seen.has(way)));

    async function watch() {
      while (!isOver()) {
        await sleep(2_000);
        for (const item of await hub.stored())
          if (item.type === 'booking') seen.add(item.cancelledBecause ?? item.status);
      }
    }
    async function beStaff() {
      while (!isOver()) {
        const { version } = accepted(await hub.api.getAnySession({ path: { sessionId } }, staff)).body;
        const capacity = 15 + Math.floor(Math.random() * (mostPlaces - 14));
        accepted(await hub.api.changeSession({ path: { sessionId }, body: { version, capacity } }, staff));
        await sleep(4_000);
      }
    }
    async function letOffersExpire() {
      while (!isOver() && !seen.has('offer-expired')) {
        await sleep(lastingMs(engine) / 2);
        await hub.advance(3 * day);
        await hub.fire('tend-sessions');
      }
    }
    const addresses = Array.from({ length: people }, (_, person) => `person${person}@nhs.net`);
    const [problems] = await Promise.all([
      Promise.all(addresses.map((address) => beSomebody(hub, sessionId, address, isOver))),
      beStaff(),
      letOffersExpire(),
      watch(),
    ]);
    // Offers that ended, bookings that somebody else changed first: but nothing that failed.
    expect(
      problems.flat().filter((status) => status >= 500),
      failuresIn(hub),
    ).toEqual([]);

    const now = await hub.now();
    await until(
      hub.stored,
      (items) => {
        const places = items.find((item) => item.type === 'places');
        return places?.type === 'places' && !owesOffer(places, now);
      },
      60_000,
      'every free place to be offered',
      500,
    );
    const settled = await hub.untilEmailsSent();
    const { places, bookings } = expectConsistent(settled, sessionId);
    expect(places.taken).toBeLessThanOrEqual(mostPlaces);
    expect(owesOffer(places, now)).toBe(false);

    const kindOf = new Map<string, string>();
    const bookingOf = new Map<string, string>();
    for (const item of settled) if (item.type === 'email') bookingOf.set(item.emailId, item.about.id);
    // Newest first, so that the last one set is the newest.
    for (const { tags } of (await hub.allEmails()).toReversed()) {
      // Their link again, which says nothing of how they stand.
      if (tags.kind === 'booking-link') continue;
      kindOf.set(bookingOf.get(tags['email-id'] ?? '') ?? '', tags.kind ?? '');
    }
    for (const { bookingId, status } of bookings) expect(lastHeard[status]).toContain(kindOf.get(bookingId));
    expect([...seen]).toEqual(expect.arrayContaining(ways));
  }, 300_000);
});
