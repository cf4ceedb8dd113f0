import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessNeedsRecord } from '#records/bookings/items.ts';
import { keys } from '#records/keys.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { seen } from '../../support/seen.ts';

const needs = 'A hearing loop';

describe('access needs that somebody takes back', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  type Holder = Awaited<ReturnType<TestHub['linkTo']>>;
  async function booked(address: string, accessNeeds: string | undefined = needs) {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, address, { accessNeeds }));
    return { sessionId, bookingId, holder: await hub.linkTo(bookingId) };
  }
  const remove = (bookingId: string, caller: Holder, once?: { id: string; fingerprint: string }) =>
    hub.deleteAccessNeeds({ ...hub.nothing, path: { bookingId } }, { caller, work: workOf(), once });
  const stored = (bookingId: string) =>
    hub.records.find(seen(AccessNeedsRecord), keys.accessNeeds(bookingId), workOf());
  const shown = async (sessionId: string) => (await hub.standing(sessionId)).bookings.map((each) => each.accessNeeds);

  it('are gone at once, and staff see them no longer; the booking stays as it was', async () => {
    const { sessionId, bookingId, holder } = await booked('takes.back@nhs.net');
    expect(await shown(sessionId)).toEqual([needs]);
    const [before] = (await hub.standing(sessionId)).bookings;

    expect(await remove(bookingId, holder)).toMatchObject({ status: 200, body: { bookingId, status: 'confirmed' } });
    expect(await stored(bookingId)).toBeUndefined();
    const { accessNeeds: _gone, ...rest } = before ?? {};
    expect((await hub.standing(sessionId)).bookings).toEqual([rest]);
  });

  it('can be taken back twice, where there were none, and once the booking is over', async () => {
    const { bookingId, holder } = await booked('twice@nhs.net');
    const first = await remove(bookingId, holder);
    expect(await remove(bookingId, holder)).toEqual(first);

    const none = await booked('none@nhs.net', undefined);
    expect((await remove(none.bookingId, none.holder)).status).toBe(200);

    const over = await booked('over@nhs.net');
    await hub.cancel(over.bookingId, over.holder);
    expect((await remove(over.bookingId, over.holder)).body.status).toBe('cancelled');
  });

  it('can be taken back when the session is over, for as long as the link opens the booking', async () => {
    const { bookingId, holder } = await booked('afterwards@nhs.net');
    hub.time.advance(15 * day);
    expect(await stored(bookingId)).toBeDefined();
    await remove(bookingId, holder);
    expect(await stored(bookingId)).toBeUndefined();
    hub.time.advance(60 * day);
    await expect(remove(bookingId, holder)).rejects.toMatchObject({ code: 'link-not-valid' });
  });

  it('stay where the link is another’s, or none, which are answered alike', async () => {
    const { bookingId } = await booked('mine@nhs.net');
    const other = await booked('not.mine@nhs.net');
    const guessed = { kind: 'link-holder', tokenHash: 'guessed' } as const;
    for (const caller of [other.holder, guessed])
      await expect(remove(bookingId, caller)).rejects.toMatchObject({ code: 'link-not-valid' });
    await expect(remove('01J00000000000000000000000', other.holder)).rejects.toMatchObject({ code: 'link-not-valid' });
    expect(await stored(bookingId)).toMatchObject({ accessNeeds: needs });
    expect(await stored(other.bookingId)).toMatchObject({ accessNeeds: needs });
  });

  it('answers a retry as the first time, whatever has come of the booking since', async () => {
    const { bookingId, holder } = await booked('retries@nhs.net');
    const once = { id: 'retries', fingerprint: 'same' };
    const first = await remove(bookingId, holder, once);
    await hub.cancel(bookingId, holder);
    // By which the handler answers what was answered before.
    const reply = JSON.parse(JSON.stringify(first)) as unknown;
    await expect(remove(bookingId, holder, once)).rejects.toMatchObject({ name: 'AlreadyDoneError', reply });
    expect((await remove(bookingId, holder)).body.status).toBe('cancelled');
  });

  it('are gone whatever else is under way: a cancellation, a hand-over, word of a change', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [cancelled, handed, told] = await Promise.all([
        booked(`cancels.${round}@nhs.net`),
        booked(`hands.over.${round}@nhs.net`),
        booked(`is.told.${round}@nhs.net`),
      ]);
      const { session } = await hub.standing(told.sessionId);
      const later = { version: session.version, startsAt: later7(session.startsAt), endsAt: later7(session.endsAt) };
      await hub.changeSession({ ...hub.nothing, path: { sessionId: told.sessionId }, body: later }, hub.asStaff());

      const { person } = aBooking(handed.sessionId, `colleague.${round}@nhs.net`);
      const body = { person, accessNeeds: 'A lift', acceptCharge: false };
      await Promise.all([
        remove(cancelled.bookingId, cancelled.holder),
        hub.cancel(cancelled.bookingId, cancelled.holder),
        remove(handed.bookingId, handed.holder),
        hub.substitute(
          { ...hub.nothing, path: { bookingId: handed.bookingId }, body },
          { caller: handed.holder, work: workOf(), once: undefined },
        ),
        remove(told.bookingId, told.holder),
        hub.followUp({ kind: 'tell-attendees', sessionId: told.sessionId }),
      ]);

      for (const { bookingId } of [cancelled, handed, told]) expect(await stored(bookingId)).toBeUndefined();
      expect((await hub.standing(cancelled.sessionId)).bookings).toMatchObject([{ status: 'cancelled' }]);
      // What the colleague needs is theirs.
      expect(await shown(handed.sessionId)).toEqual([undefined, 'A lift']);
      expect((await hub.standing(told.sessionId)).bookings).toMatchObject([{ status: 'confirmed' }]);
    }
    expect(hub.unreadable).toEqual([]);
  });
});

const later7 = (instant: string): string => new Date(Date.parse(instant) + 7 * day).toISOString();
