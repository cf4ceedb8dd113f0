import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { daysAfter } from '#domain/time/instant.ts';
import { createDeleteAccessNeeds } from '#functions/bookings/places/delete-access-needs.ts';
import { createEndNeedsConsent } from '#functions/bookings/places/end-needs-consent.ts';
import { createTellAccessNeeds } from '#functions/bookings/places/tell-access-needs.ts';
import { createHeldBookings } from '#records/bookings/bookings.ts';
import { AccessNeedsRecord } from '#records/bookings/items.ts';
import { removalOfNeeds } from '#records/bookings/needs-of-booking.ts';
import { keys, lists } from '#records/keys.ts';
import { ChoiceView } from '#records/people/views.ts';
import { acts, asNobody } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { seen } from '../../support/seen.ts';

const [loop, lift] = ['A hearing loop', 'A lift'];

describe('access needs that somebody tells by the link to their booking', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  type Holder = Awaited<ReturnType<TestHub['linkTo']>>;
  type Once = { readonly id: string; readonly fingerprint: string };
  let number = 0;
  async function booked(accessNeeds?: string, sessionId?: string, accessNeedsWording?: number) {
    number += 1;
    const address = `tells${number}@nhs.net`;
    const of = sessionId ?? (await hub.publishedSession());
    const bookingId = await hub.booked(aBooking(of, address, { accessNeeds, accessNeedsWording }));
    return { sessionId: of, bookingId, address, holder: await hub.linkTo(bookingId) };
  }
  const input = (bookingId: string, accessNeeds: string) => ({
    ...hub.nothing,
    path: { bookingId },
    body: { accessNeeds, accessNeedsWording: 1 },
  });
  const as = (caller: Holder, once?: Once) => ({ caller, work: workOf(), once });
  const tell = ({ bookingId, holder }: { bookingId: string; holder: Holder }, accessNeeds: string, once?: Once) =>
    hub.tellAccessNeeds(input(bookingId, accessNeeds), as(holder, once));
  const remove = ({ bookingId, holder }: { bookingId: string; holder: Holder }) =>
    hub.deleteAccessNeeds({ ...hub.nothing, path: { bookingId } }, as(holder));
  const stored = (bookingId: string) =>
    hub.records.find(seen(AccessNeedsRecord), keys.accessNeeds(bookingId), workOf());
  /** What staff see of each who booked. */
  const listed = async (sessionId: string) => (await hub.standing(sessionId)).bookings.map((each) => each.accessNeeds);
  const ledger = async (bookingId: string) => {
    const personId = (await hub.bookings.find(bookingId, workOf()))?.personId ?? '';
    const list = lists.needsConsentsOf(personId);
    return (await hub.records.list(ChoiceView, list, { limit: 20 }, workOf())).items.map(
      ({ of, madeBy, wording, endedBy }) => ({ of, madeBy, wording: wording?.version, endedBy }),
    );
  };
  const given = (of: string, endedBy?: string) => ({ of, madeBy: 'link', wording: 1, endedBy });
  const cancelSession = async (sessionId: string) => {
    const { session } = await hub.standing(sessionId);
    const body = { version: session.version, reason: 'The trainer is ill' };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
  };
  async function move(sessionId: string, days: number) {
    const { session } = await hub.standing(sessionId);
    const [startsAt, endsAt] = [daysAfter(session.startsAt, days), daysAfter(session.endsAt, days)];
    const body = { version: session.version, startsAt, endsAt };
    await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
  }
  async function handOver({ bookingId, holder, sessionId }: Awaited<ReturnType<typeof booked>>) {
    const { person } = aBooking(sessionId, `instead.of.${number}@nhs.net`);
    await hub.substitute({ ...hub.nothing, path: { bookingId }, body: { person, acceptCharge: false } }, as(holder));
  }

  /** Stores where something happens once, when all was read and before it is written. */
  function whereBeforeWriting(happens: () => Promise<unknown>) {
    let happened = false;
    const records: typeof hub.records = {
      ...hub.records,
      async commit(...args) {
        if (!happened) {
          happened = true;
          await asNobody(happens);
        }
        return hub.records.commit(...args);
      },
    };
    return { ...hub, bookings: { ...hub.bookings, ...createHeldBookings({ ...hub, records }) } };
  }
  const tellWhereBefore = (
    { bookingId, holder }: { bookingId: string; holder: Holder },
    accessNeeds: string,
    happens: () => Promise<unknown>,
  ) =>
    acts('bookings-public', createTellAccessNeeds(whereBeforeWriting(happens)))(
      input(bookingId, accessNeeds),
      as(holder),
    );

  it('are what staff see, are under a consent by that link in its words, and are shown to nobody who opens it', async () => {
    const own = await booked();
    const reply = await tell(own, loop);
    expect(reply).toMatchObject({ status: 200, body: { bookingId: own.bookingId, status: 'confirmed' } });
    expect(JSON.stringify(reply)).not.toContain(loop);
    expect(await listed(own.sessionId)).toEqual([loop]);
    expect(await ledger(own.bookingId)).toEqual([given(own.bookingId)]);
  });

  it('take the place of what was told before, under the consent that stands in the words of today', async () => {
    const own = await booked(loop, undefined, 1);
    await tell(own, lift);
    expect(await listed(own.sessionId)).toEqual([lift]);
    expect(await ledger(own.bookingId)).toEqual([{ of: own.bookingId, madeBy: 'website', wording: 1 }]);
  });

  it('have a consent of their own where what was told before was agreed to in no words', async () => {
    const own = await booked(loop);
    await tell(own, lift);
    const before = { of: own.bookingId, madeBy: 'website', wording: undefined, endedBy: 'link' };
    expect(await ledger(own.bookingId)).toEqual([before, given(own.bookingId)]);
    expect(await listed(own.sessionId)).toEqual([lift]);
  });

  it('have another consent each time that the one before was taken back, which a late word of that does not end', async () => {
    const own = await booked();
    for (const text of [loop, lift]) {
      await tell(own, text);
      await remove(own);
    }
    await tell(own, loop);
    expect(await hub.followUp({ kind: 'end-needs-consent', bookingId: own.bookingId })).toBe(0);
    const over = given(own.bookingId, 'link');
    expect(await ledger(own.bookingId)).toEqual([over, over, given(own.bookingId)]);
    await remove(own);
    expect(await ledger(own.bookingId)).toEqual([over, over, over]);
    expect(await stored(own.bookingId)).toBeUndefined();
  });

  it('of other words than those of today are not taken', async () => {
    const own = await booked();
    const { path, ...rest } = input(own.bookingId, loop);
    const body = { accessNeeds: loop, accessNeedsWording: 2 };
    await expect(hub.tellAccessNeeds({ ...rest, path, body }, as(own.holder))).rejects.toMatchObject({
      code: 'consent-changed',
    });
    expect(await stored(own.bookingId)).toBeUndefined();
    expect(await ledger(own.bookingId)).toEqual([]);
  });

  it('end as those told at booking do: after the session, and with the booking', async () => {
    const sessionId = await hub.publishedSession();
    const [before, since] = [await booked(loop, sessionId, 1), await booked(undefined, sessionId)];
    hub.time.advance(day);
    await tell(since, loop);
    const ends = (await stored(before.bookingId))?.expiresAt;
    expect(ends).toBeDefined();
    expect((await stored(since.bookingId))?.expiresAt).toBe(ends);

    await hub.cancel(since.bookingId, since.holder);
    expect(await stored(since.bookingId)).toBeUndefined();
    await hub.followUp({ kind: 'end-needs-consent', bookingId: since.bookingId });
    expect(await ledger(since.bookingId)).toEqual([given(since.bookingId, 'with-what-it-was-for')]);
  });

  it('are told by who waits, and by who was offered a place', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const first = await booked(undefined, sessionId);
    const waits = await booked(undefined, sessionId);
    expect((await tell(waits, loop)).body).toMatchObject({ status: 'waitlisted', placeInLine: 1 });
    await hub.cancel(first.bookingId, first.holder);
    await hub.followUp({ kind: 'offer-places', sessionId });
    expect((await tell(waits, lift)).body.status).toBe('offered');
    expect(await listed(sessionId)).toEqual([undefined, lift]);
  });

  it('are not taken once the booking is over, nor once the session has begun or is cancelled', async () => {
    const over = await booked();
    await hub.cancel(over.bookingId, over.holder);
    await expect(tell(over, loop)).rejects.toMatchObject({ code: 'wrong-state' });
    const cancelled = await booked();
    await cancelSession(cancelled.sessionId);
    await expect(tell(cancelled, loop)).rejects.toMatchObject({ code: 'booking-closed' });
    const begun = await booked();
    hub.time.moveTo((await hub.standing(begun.sessionId)).session.startsAt);
    await expect(tell(begun, loop)).rejects.toMatchObject({ code: 'booking-closed' });
    hub.time.advance(-1);
    await tell(begun, loop);
    expect(await stored(over.bookingId)).toBeUndefined();
    expect(await stored(cancelled.bookingId)).toBeUndefined();
  });

  it('are not told by another’s link, or none, which are answered alike', async () => {
    const [own, other] = [await booked(), await booked()];
    const guessed = { kind: 'link-holder', tokenHash: 'guessed' } as const;
    for (const holder of [other.holder, guessed])
      await expect(tell({ ...own, holder }, loop)).rejects.toMatchObject({ code: 'link-not-valid' });
    expect(await stored(own.bookingId)).toBeUndefined();
    expect(await stored(other.bookingId)).toBeUndefined();
  });

  it('are told once however often it is sent under one key, also after they were deleted', async () => {
    const own = await booked();
    const once = { id: `tells.once.${number}`, fingerprint: 'same' };
    const first = await tell(own, loop, once);
    await remove(own);
    // By which the handler answers what was answered before.
    const reply = JSON.parse(JSON.stringify(first)) as unknown;
    await expect(tell(own, loop, once)).rejects.toMatchObject({ name: 'AlreadyDoneError', reply });
    expect(await stored(own.bookingId)).toBeUndefined();
  });

  it('are one by a double click: what was told, under one consent', async () => {
    const own = await booked();
    await Promise.all([tell(own, loop), tell(own, loop), tell(own, loop)]);
    expect(await listed(own.sessionId)).toEqual([loop]);
    expect(await ledger(own.bookingId)).toEqual([given(own.bookingId)]);
  });

  describe('where something happens between reading and writing', () => {
    it('are told under a new consent, where the one that stood was taken back', async () => {
      const own = await booked(loop, undefined, 1);
      await tellWhereBefore(own, lift, () => remove(own));
      expect(await listed(own.sessionId)).toEqual([lift]);
      const before = { of: own.bookingId, madeBy: 'website', wording: 1, endedBy: 'link' };
      expect(await ledger(own.bookingId)).toEqual([before, given(own.bookingId)]);
    });

    it('are told by another form as well: the later stays, under one consent', async () => {
      const own = await booked();
      await tellWhereBefore(own, lift, () => tell(own, loop));
      expect(await listed(own.sessionId)).toEqual([lift]);
      expect(await ledger(own.bookingId)).toEqual([given(own.bookingId)]);
    });

    it('are told as they are deleted: both go, what was told and the consent', async () => {
      const own = await booked();
      const deleting = createDeleteAccessNeeds(whereBeforeWriting(() => tell(own, loop)));
      const path = { bookingId: own.bookingId };
      await acts('bookings-public', deleting)({ ...hub.nothing, path }, as(own.holder));
      expect(await stored(own.bookingId)).toBeUndefined();
      expect(await ledger(own.bookingId)).toEqual([given(own.bookingId, 'link')]);
    });

    it('are told anew as the ledger hears that those before are gone: their consent stands', async () => {
      const own = await booked(loop, undefined, 1);
      await hub.records.commit({ gone: removalOfNeeds(own.bookingId) }, { work: workOf() });
      const ending = createEndNeedsConsent(whereBeforeWriting(() => tell(own, lift)));
      expect(await acts('bookings-follow-up', ending)(own.bookingId, workOf())).toBe(0);
      expect(await ledger(own.bookingId)).toEqual([{ of: own.bookingId, madeBy: 'website', wording: 1 }]);
      expect(await listed(own.sessionId)).toEqual([lift]);
    });

    it.each<[string, string, (own: Awaited<ReturnType<typeof booked>>) => Promise<unknown>]>([
      ['the booking is cancelled', 'wrong-state', ({ bookingId, holder }) => hub.cancel(bookingId, holder)],
      ['the place is handed over', 'wrong-state', handOver],
      ['the session is cancelled', 'booking-closed', ({ sessionId }) => cancelSession(sessionId)],
    ])('are not kept where %s, and nobody else has them', async (_what, code, happens) => {
      const own = await booked(loop, undefined, 1);
      await expect(tellWhereBefore(own, lift, () => happens(own))).rejects.toMatchObject({ code });
      await hub.followUp({ kind: 'tell-attendees', sessionId: own.sessionId });
      expect((await listed(own.sessionId)).flatMap((each) => each ?? [])).toEqual([]);
      expect(await stored(own.bookingId)).toBeUndefined();
    });

    it('end with the session as it is by then, where it was moved, and everybody told of it already', async () => {
      const [own, told] = [await booked(), await booked(loop, undefined, 1)];
      await tellWhereBefore(own, loop, async () => {
        await move(own.sessionId, 21);
        await hub.followUp({ kind: 'tell-attendees', sessionId: own.sessionId });
      });
      const [later, ends] = [await stored(own.bookingId), await stored(told.bookingId)];
      expect((later?.expiresAt ?? 0) - (ends?.expiresAt ?? 0)).toBe((21 * day) / 1000);
    });

    it('are kept where a place was offered to who told them', async () => {
      const sessionId = await hub.publishedSession({ capacity: 1 });
      const first = await booked(undefined, sessionId);
      const waits = await booked(undefined, sessionId);
      const { body } = await tellWhereBefore(waits, loop, async () => {
        await hub.cancel(first.bookingId, first.holder);
        await hub.followUp({ kind: 'offer-places', sessionId });
      });
      expect(body.status).toBe('offered');
      expect(await listed(sessionId)).toEqual([undefined, loop]);
    });
  });

  it('stand or fall whole, whatever is sent at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const own = await booked(loop);
      await Promise.all([tell(own, lift), remove(own), tell(own, loop), remove(own)]);
      const consents = await ledger(own.bookingId);
      const standing = consents.filter(({ endedBy }) => endedBy === undefined);
      expect(standing).toHaveLength((await stored(own.bookingId)) ? 1 : 0);
    }
    hub.time.advance(hour);
    expect(hub.unreadable).toEqual([]);
  });
});
