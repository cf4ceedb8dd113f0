import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditOf } from '#records/audit-of.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';

describe('what staff did to what is somebody’s', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  it('is found from their address, and is neither another’s nor the manager’s whom they named', async () => {
    const sessionId = await hub.publishedSession();
    const theirs = await hub.booked(aBooking(sessionId, 'nina@nhs.net', { managerEmail: 'mia@nhs.net' }));
    const other = await hub.booked(aBooking(sessionId, 'omar@nhs.net'));
    for (const bookingId of [theirs, other]) {
      const path = { sessionId, bookingId };
      await hub.cancelForPerson({ ...hub.nothing, path, body: { reason: 'Asked for by telephone' } }, hub.asStaff());
    }
    const everythingOf = createEverythingOf({
      records: hub.records,
      subjectOf: subjectsUnder(new Uint8Array(32).fill(1)),
    });
    const auditOf = createAuditOf({
      trail: createAuditHeads({ client: hub.document, tableName: 'audit' }),
      clock: hub.clock,
    });
    const done = async (address: string) =>
      (await auditOf(address, await everythingOf(address, workOf()), workOf())).map(({ action, subjects }) => [
        action,
        subjects,
      ]);
    expect(await done('nina+hub@nhs.net')).toEqual([['booking-cancelled-for-person', [`BOOKING#${theirs}`]]]);
    expect(await done('omar@nhs.net')).toEqual([['booking-cancelled-for-person', [`BOOKING#${other}`]]]);
    expect(await done('mia@nhs.net')).toEqual([]);
    expect(await done('stranger@nhs.net')).toEqual([]);
    // Six years after, it is gone, whether or not the table has deleted it.
    hub.time.advance(6 * 366 * day);
    expect(await done('omar@nhs.net')).toEqual([]);
  });
});
