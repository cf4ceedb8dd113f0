import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCarryOut } from '#functions/bookings/follow-up.ts';
import { groupOf } from '#records/bookings/follow-ups.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { readStored } from '../../support/stored-bookings.ts';

const minute = 60_000;

describe('word of a change that was lost on its way', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  /** The follow-ups that the schedule puts in line for a session. */
  const tended = async (sessionId: string): Promise<string[]> =>
    (await hub.tended()).filter((each) => groupOf(each) === sessionId).map(({ kind }) => kind);

  const change = (sessionId: string, joinLink: string) =>
    hub.changeSession(
      { ...hub.nothing, path: { sessionId }, body: { version: undefined, joinLink } as never },
      hub.asStaff(),
    );
  const moved = 'https://webinars.example/moved';

  async function booked(name: string) {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, `${name}@nhs.net`));
    return sessionId;
  }
  const emailsTo = async (address: string) =>
    (await readStored(hub.document, 'records'))
      .filter((item) => item.type === 'email')
      .filter(({ to }) => to === address);

  it('is found after a quarter of an hour, and given once', async () => {
    const sessionId = await booked('lost');
    await change(sessionId, moved);
    expect(await tended(sessionId)).toEqual([]);
    hub.time.advance(16 * minute);
    expect(await tended(sessionId)).toEqual(['tell-attendees']);
    expect(await hub.followUp({ kind: 'tell-attendees', sessionId })).toBe(1);
    expect((await emailsTo('lost@nhs.net')).map(({ kind }) => kind)).toContain('session-changed');
    expect(await tended(sessionId)).toEqual([]);
  });

  it('is found of a session that is cancelled, too, though nobody can book it any more', async () => {
    const sessionId = await booked('lost-cancelled');
    const body = { version: undefined, reason: 'The room is no longer free' };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    hub.time.advance(16 * minute);
    expect(await tended(sessionId)).toEqual(['tell-attendees']);
    await hub.followUp({ kind: 'tell-attendees', sessionId });
    expect(await tended(sessionId)).toEqual([]);
  });

  it('is looked for of no session of which nobody needs to hear', async () => {
    const sessionId = await booked('nothing-to-tell');
    const body = { version: undefined, description: 'The same, in other words.' } as never;
    await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    hub.time.advance(16 * minute);
    expect(await tended(sessionId)).toEqual([]);
  });

  it('is still owed where the session changed once more while people were told', async () => {
    const sessionId = await booked('twice');
    await change(sessionId, moved);
    let changes = 0;
    const carryOut = createCarryOut({
      ...hub,
      bookings: {
        ...hub.bookings,
        async *walkHeld(...args) {
          yield* hub.bookings.walkHeld(...args);
          changes += 1;
          if (changes === 1) await change(sessionId, 'https://webinars.example/again');
        },
      },
    });
    await carryOut({ kind: 'tell-attendees', sessionId }, workOf());
    hub.time.advance(16 * minute);
    expect(await tended(sessionId)).toEqual(['tell-attendees']);
    await carryOut({ kind: 'tell-attendees', sessionId }, workOf());
    expect(await tended(sessionId)).toEqual([]);
  });

  it('leaves of a cancelled session no place counted', async () => {
    const sessionId = await booked('counted');
    const body = { version: undefined, reason: 'The room is no longer free' };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    expect((await hub.sessions.find(sessionId, workOf()))?.places).toMatchObject({
      status: 'cancelled',
      taken: 0,
      offered: 0,
      waitlisted: 0,
    });
  });

  it('is not written over by who read the session before it changed', async () => {
    const sessionId = await booked('by-another');
    const before = await hub.sessions.find(sessionId, workOf());
    if (!before) throw new Error('it is there');
    await change(sessionId, moved);
    const mine = hub.sessions.plan(before, { session: { title: 'Mine' } });
    expect(await mine.keep({ work: workOf(), once: undefined })).toBe('changed-by-another');
    expect((await hub.sessions.find(sessionId, workOf()))?.session).toMatchObject({ joinLink: moved });
  });
});
