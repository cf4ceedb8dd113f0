import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTendRequests } from '#functions/funding/tending/tend-requests.ts';
import type { LogEvents } from '#platform/logger.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const names = ["Siobhán O'Brien", 'Ama Mensah', 'Niamh O’Neill'] as const;
const lines = [
  { learner: "Siobhan O'Brien", pence: 33_333 },
  { learner: 'AMA MENSAH', pence: 33_333 },
  { learner: "Niamh O'Neill", pence: 33_333 },
];

describe('an invoice for several learners that came in time, and is matched after the year', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(async () => {
    expectMoneyRight(await readFunding(hub.document, 'records'));
    await engine.stop();
  });

  const on = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const finance = (name: string) => hub.asStaff(staffMember(name, 'finance'));
  const statuses = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await hub.stored(id)).status));

  /** The schedule, as it fires every hour: what it says of itself. */
  async function tend() {
    const said: { name: string; fields: unknown }[] = [];
    const event = <Name extends keyof LogEvents>(name: Name, fields: LogEvents[Name]) => said.push({ name, fields });
    let looks = 0;
    const invoices: typeof hub.invoices = {
      ...hub.invoices,
      walkByStatus: (status, work) => {
        if (status === 'queried') looks += 1;
        return hub.invoices.walkByStatus(status, work);
      },
    };
    const run = acts('funding-tend', createTendRequests({ ...hub, invoices, log: { begin: () => undefined, event } }));
    await run(undefined, { awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 } as never);
    expect(said).toMatchObject([{ name: 'funding-tended', fields: { failed: 0 } }]);
    return looks;
  }

  /** Three learners whose course has started, and an invoice for all of them that the first has sent. */
  async function sentForThree(scheme: string, sentAt = '2027-03-30T09:00:00.000Z') {
    const potId = await hub.pot(aPot({ scheme }));
    const ids: string[] = [];
    for (const [index, name] of names.entries()) {
      hub.time.moveTo('2027-01-04T09:00:00.000Z');
      const id = await hub.inReview(aFundingRequest(`${scheme}.${index}@nhs.net`, { potId }, { name }));
      await hub.approve(id, potId);
      hub.time.moveTo('2027-02-02T09:00:00.000Z');
      await hub.progress(id, 'started');
      ids.push(id);
    }
    hub.time.moveTo(sentAt);
    const [first = '', ...others] = ids;
    const more = { totalPence: 99_999, lines, issuedOn: '2027-03-29' };
    return { potId, ids, others, first, more, invoiceId: await hub.claim(first, `${scheme}-1`, more) };
  }
  const match = (invoiceId: string, alsoFor: string[]) =>
    hub.matchInvoice({ ...on(invoiceId), body: { alsoFor, differsFrom: [] } }, finance('mia'));
  async function pay(invoiceId: string) {
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    await hub.payInvoice(on(invoiceId), finance('bob'));
  }

  it('is paid for all of them, though the year of their pot is closed meanwhile', async () => {
    const { potId, ids, others, invoiceId } = await sentForThree('three');
    hub.time.moveTo('2027-04-02T09:00:00.000Z');
    expect(await tend()).toBe(1);
    expect(await statuses(ids)).toEqual(['enrolled', 'enrolled', 'enrolled']);
    await hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff());
    await match(invoiceId, others);
    await tend();
    await pay(invoiceId);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 99_999, placesTaken: 3 });
    for (const id of ids) expect((await hub.stored(id)).award).toMatchObject({ stages: [{ paidPence: 33_333 }] });
    expect(await hub.emailsTo('three.1@nhs.net')).not.toContainEqual(expect.objectContaining({ kind: 'award-lapsed' }));
  });

  it('is waited for while it is queried, and so is the one that takes its place', async () => {
    const { potId, ids, others, first, more, invoiceId } = await sentForThree('asked-of');
    hub.time.moveTo('2027-04-01T09:00:00.000Z');
    await match(invoiceId, others);
    // Its claims stand: nothing is waited for, and nothing lapses.
    await tend();
    await hub.queryInvoice({ ...on(invoiceId), body: { question: 'Is it for all three?' } }, finance('ann'));
    await tend();
    expect(await statuses(ids)).toEqual(['enrolled', 'enrolled', 'enrolled']);
    const second = await hub.claim(first, 'asked-of-2', { ...more, replaces: invoiceId });
    await tend();
    await match(second, others);
    await pay(second);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 99_999 });
  });

  it('keeps nothing any more once it is refused', async () => {
    for (const [scheme, isMatched] of [
      ['refused', false],
      ['queried-then-refused', true],
    ] as const) {
      const { potId, ids, others, invoiceId } = await sentForThree(scheme);
      hub.time.moveTo('2027-04-02T09:00:00.000Z');
      await tend();
      if (isMatched) {
        await match(invoiceId, others);
        await tend();
        await hub.queryInvoice({ ...on(invoiceId), body: { question: 'For whom?' } }, finance('ann'));
      }
      await tend();
      expect(await hub.balances(potId), scheme).toMatchObject({ committed: 99_999 });
      await hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff());
      await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'Another course' } }, finance('ann'));
      await tend();
      expect(await statuses(ids), scheme).toEqual(['lapsed', 'lapsed', 'lapsed']);
      expect(await hub.balances(potId), scheme).toMatchObject({ committed: 0, lapsed: 1_000_000, placesTaken: 0 });
    }
  });

  it('keeps nothing for who withdraws, for whom it does not name, or for who had not started', async () => {
    const { potId, ids, others, invoiceId } = await sentForThree('some');
    hub.time.moveTo('2027-01-05T09:00:00.000Z');
    const unnamed = await hub.inReview(aFundingRequest('some.unnamed@nhs.net', { potId }, { name: 'Ama Mensa' }));
    const unstarted = await hub.inReview(aFundingRequest('some.unstarted@nhs.net', { potId }, { name: 'Ama Mensah' }));
    for (const id of [unnamed, unstarted]) await hub.approve(id, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(unnamed, 'started');
    hub.time.moveTo('2027-04-02T09:00:00.000Z');
    await tend();
    expect(await statuses([...ids, unnamed, unstarted])).toEqual([...ids.map(() => 'enrolled'), 'lapsed', 'lapsed']);
    const [second = '', third = ''] = others;
    const path = { ...hub.nothing, path: { fundingRequestId: third } };
    await hub.withdrawFundingRequest({ ...path, body: {} }, await hub.as(third));
    await expect(match(invoiceId, others)).rejects.toMatchObject({ code: 'invoice-does-not-match' });
    await match(invoiceId, [second]);
    expect(await hub.balances(potId)).toMatchObject({ committed: 66_666, placesTaken: 2 });
  });

  it('keeps nothing where it was sent after the year, for an award of the next', async () => {
    const year = {
      financialYear: '2027-28' as const,
      opensAt: '2027-01-01T08:00:00.000Z',
      closesAt: '2028-03-31T22:59:59.000Z',
    };
    const thisYear = await hub.pot(aPot({ scheme: 'this-year' }));
    const nextYear = await hub.pot(aPot({ scheme: 'next-year', ...year }));
    const id = await hub.inReview(aFundingRequest('this-year@nhs.net', { potId: thisYear }, { name: 'Kofi Boateng' }));
    await hub.approve(id, thisYear);
    const course = {
      name: 'Long-term conditions in primary care',
      provider: { providerId: 'london-south-bank' },
      level: 'level-6' as const,
      startsOn: '2027-04-01',
      endsOn: '2027-05-31',
    };
    const other = await hub.inReview(aFundingRequest('next-year@nhs.net', { potId: nextYear, course }));
    await hub.approve(other, nextYear);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(id, 'started');
    hub.time.moveTo('2027-04-01T09:00:00.000Z');
    await hub.progress(other, 'started');
    const late = [...lines.slice(0, 1), { learner: 'Kofi Boateng', pence: 33_333 }];
    await hub.claim(other, 'next-year-1', { totalPence: 66_666, lines: late, issuedOn: '2027-04-01' });
    await tend();
    expect(await statuses([id, other])).toEqual(['lapsed', 'enrolled']);
  });

  it('does not keep from progress that is due what waits for an invoice', async () => {
    const { others, invoiceId } = await sentForThree('progress');
    hub.time.moveTo('2027-06-30T09:00:00.000Z');
    await tend();
    const [second = ''] = others;
    expect((await hub.stored(second)).progress).toMatchObject([
      { kind: 'started' },
      { kind: 'finished', escalatedAt: '2027-06-30T09:00:00.000Z' },
    ]);
    await match(invoiceId, others);
  });
});
