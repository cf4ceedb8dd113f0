import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMoveOldReasons } from '#records/bookings/old-reasons.ts';
import { keys } from '#records/keys.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { readStored } from '../../support/stored-bookings.ts';

const old = 'The trainer is ill, as 0.1.0 kept it';

describe('why a session was cancelled, where 0.1.0 kept it', () => {
  let engine: RunningEngine;
  let hub: TestHub;
  const move = () => createMoveOldReasons({ ...hub, retention: hub.hub.retention })(workOf());

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  const stored = async (key: { readonly pk: string; readonly sk: string }) =>
    (await hub.document.send(new GetCommand({ TableName: 'records', Key: key }))).Item;
  const writeOld = (sessionId: string) =>
    hub.document.send(
      new UpdateCommand({
        TableName: 'records',
        Key: keys.session(sessionId),
        UpdateExpression: 'SET cancelledBecause = :old',
        ExpressionAttributeValues: { ':old': old },
      }),
    );

  /** Cancelled by 0.1.0, its attendees yet to be told. */
  async function cancelled(address: string) {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, address));
    const body = { version: undefined, reason: 'As it is kept now' };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    await hub.document.send(new DeleteCommand({ TableName: 'records', Key: keys.sessionCancellation(sessionId) }));
    await writeOld(sessionId);
    return sessionId;
  }

  it('is what those who had booked are told, though only the old field is there', async () => {
    const sessionId = await cancelled('old@nhs.net');
    await hub.followUp({ kind: 'tell-attendees', sessionId });
    const told = (await readStored(hub.document, 'records'))
      .filter((item) => item.type === 'email')
      .find(({ to, kind }) => to === 'old@nhs.net' && kind === 'session-cancelled');
    expect(told?.facts).toMatchObject({ reason: old });
  });

  it('goes from the session when that is next written', async () => {
    const sessionId = await hub.publishedSession();
    await writeOld(sessionId);
    const before = await hub.sessions.find(sessionId, workOf());
    if (!before) throw new Error('it is there');
    expect(before.session.cancelledBecause).toBe(old);
    const change = hub.sessions.plan(before, { session: { title: 'Another' } });
    expect(await change.keep({ work: workOf(), once: undefined })).toBe('changed');
    expect(await stored(keys.session(sessionId))).not.toHaveProperty('cancelledBecause');
  });

  it('is moved once to where it ends, and told from there', async () => {
    const sessionId = await cancelled('moved@nhs.net');
    const before = await stored(keys.session(sessionId));
    expect(await move()).toEqual({ found: expect.any(Number), left: 0 });
    const { cancelledBecause: _moved, ...rest } = before ?? {};
    expect(await stored(keys.session(sessionId))).toEqual(rest);
    expect(await stored(keys.sessionCancellation(sessionId))).toMatchObject({
      reason: old,
      expiresAt: Date.parse(String(rest.endsAt)) / 1000 + (30 * day) / 1000,
    });
    expect(await move()).toEqual({ found: 0, left: 0 });
  });

  it('is not kept anew where its time is over', async () => {
    const sessionId = await cancelled('over@nhs.net');
    hub.time.advance(365 * day);
    expect(await move()).toEqual({ found: 1, left: 0 });
    expect(await stored(keys.session(sessionId))).not.toHaveProperty('cancelledBecause');
    expect(await stored(keys.sessionCancellation(sessionId))).toBeUndefined();
  });
});
