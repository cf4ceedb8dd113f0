import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditRecord } from '#records/engine/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';

describe('a request that is saved, gone back to and changed', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  afterAll(() => engine.stop());

  const change = async (fundingRequestId: string, changes: Parameters<typeof hub.changeFundingRequest>[0]['body']) =>
    hub.changeFundingRequest(
      { ...hub.nothing, path: { fundingRequestId }, body: changes },
      await hub.as(fundingRequestId),
    );
  const statuses = async (fundingRequestId: string) =>
    (await hub.stored(fundingRequestId)).statements.map(({ status }) => status).sort();

  it('can be read after a change that changes nothing', async () => {
    const id = await hub.start(aFundingRequest('nothing@nhs.net'));
    await change(id, { version: 1 });
    expect((await change(id, { version: 2, reason: 'Another reason' })).body).toMatchObject({
      version: 3,
      reason: 'Another reason',
    });
  });

  it('asks who has supported it again where it asks for more, or for another course', async () => {
    const id = await hub.start(aFundingRequest('more@nhs.net', { amountPence: 20_000 }));
    await hub.supported(id);
    const { version } = await hub.stored(id);
    await change(id, { version, amountPence: 30_000 });
    expect(await statuses(id)).toEqual(['asked', 'replaced']);
    expect((await hub.emailsTo('manager@practice.example')).map(({ kind }) => kind)).toEqual([
      'statement-asked',
      'statement-answered',
      'statement-asked',
    ]);
    expect((await hub.submit(id)).body.status).toBe('awaiting-statement');
  });

  it('takes their word for less of the same', async () => {
    const id = await hub.start(aFundingRequest('less@nhs.net'));
    await hub.supported(id);
    const { version } = await hub.stored(id);
    await change(id, { version, amountPence: 10_000, reason: 'Cheaper than we thought' });
    expect(await statuses(id)).toEqual(['supported']);
    expect((await hub.submit(id)).body.status).toBe('submitted');
  });

  it('was decided by rules that can be read years later, whatever became of the pot', async () => {
    const rules = aPot().rules;
    const potId = await hub.pot(aPot({ scheme: 'replayed' }));
    const id = await hub.inReview(aFundingRequest('replayed@nhs.net', { potId }));
    const approved = (await hub.approve(id, potId)).body;
    const stricter = { ...rules, scheme: 'replayed', caps: { yearPence: 10_000, severalYears: null } };
    const body = {
      version: 1,
      rules: { ...stricter, eligible: { ...rules.eligible, jobRoles: ['pharmacist' as const] } },
    };
    await hub.changePot({ ...hub.nothing, path: { potId }, body }, hub.asStaff());
    hub.time.moveTo('2031-01-04T09:00:00.000Z');
    const seen = await hub.getAnyFundingRequest({ ...hub.nothing, path: { fundingRequestId: id } }, hub.asStaff());
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    expect(seen.body.decidedBy).toEqual(approved.decidedBy);
    expect(seen.body.decidedBy?.potVersion).toBe(1);
    expect(seen.body.decidedBy?.clauses.map(({ clause, passed }) => [clause, passed])).toContainEqual([
      'year-cap',
      true,
    ]);
    expect(seen.body.decidedBy?.clauses.every(({ passed }) => passed)).toBe(true);
  });

  it('leaves an entry in the audit trail with each step, whoever takes it', async () => {
    const potId = await hub.pot();
    const id = await hub.inReview(aFundingRequest('steps@nhs.net', { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-04-02T09:00:00.000Z');
    await hub.tend(id);
    const { Items = [] } = await hub.document.send(new ScanCommand({ TableName: 'audit', ConsistentRead: true }));
    const own = Items.map((item) => AuditRecord.parse(item))
      .filter(({ subjects }) => subjects[0] === `FUNDING#${id}`)
      .toSorted((a, b) => (a.at < b.at || (a.at === b.at && a.position < b.position) ? -1 : 1));
    expect(own.map(({ action, actor }) => `${action} by ${actor}`)).toEqual([
      'funding-request-submitted by applicant',
      'funding-request-reviewed by fay',
      'funding-request-approved by fay',
      'funding-request-lapsed by clock',
    ]);
  });
});
