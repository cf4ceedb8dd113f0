import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endOfParts } from '../../../shared/records/funding-requests.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aFundingRequest, aPot, createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

describe('what becomes of an award in the end', () => {
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

  /** A course that has started, of an award of £333.33. */
  async function enrolled(address: string, potId: string) {
    const id = await hub.inReview(aFundingRequest(address, { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(id, 'started');
    return id;
  }
  async function paid(invoiceId: string) {
    await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [] } }, finance('mia'));
    await hub.approveInvoice(on(invoiceId), finance('ann'));
    await hub.payInvoice(on(invoiceId), finance('bob'));
  }

  it('lapses what a failed payment brought back and nobody claims again', async () => {
    const potId = await hub.pot(aPot({ scheme: 'failed' }));
    const id = await enrolled('failed@nhs.net', potId);
    const invoiceId = await hub.claim(id, 'F-1');
    await paid(invoiceId);
    await hub.recordPaymentFailed(on(invoiceId), finance('bob'));
    await hub.rejectInvoice({ ...on(invoiceId), body: { because: 'No such account' } }, finance('ann'));
    expect(await hub.balances(potId)).toMatchObject({ committed: 33_333, spent: 0 });
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await hub.tend(id);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 0, available: 1_000_000, placesTaken: 0 });
    expect((await hub.stored(id)).status).toBe('lapsed');
  });

  it('pays what was claimed in time, though it was queried and put right after the year', async () => {
    const potId = await hub.pot(aPot({ scheme: 'queried' }));
    const id = await enrolled('queried@nhs.net', potId);
    hub.time.moveTo('2027-03-31T20:00:00.000Z');
    const first = await hub.claim(id, 'Q-1', { totalPence: 1, issuedOn: '2027-03-30' });
    hub.time.moveTo('2027-04-01T09:00:00.000Z');
    await hub.queryInvoice({ ...on(first), body: { question: 'The total is not the sum' } }, finance('ann'));
    await hub.tend(id);
    await hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff());
    hub.time.moveTo('2027-04-06T09:00:00.000Z');
    const second = await hub.claim(id, 'Q-1', { replaces: first, issuedOn: '2027-04-05' });
    await paid(second);
    expect(await hub.balances(potId)).toMatchObject({ committed: 0, spent: 33_333, lapsed: 966_667 });
    // Six years from the end of the year of the last payment, and all that belongs to it with it.
    const ends = Date.parse('2034-03-31T23:00:00.000Z') / 1000;
    expect((await hub.stored(id)).expiresAt).toBe(ends);
    await hub.tend(id);
    for (const { expiresAt } of await hub.invoices.findMany([first, second], hub.asStaff().work)) {
      expect(expiresAt).toBe(endOfParts(ends));
    }
  });

  it('refuses a first claim after the year, and one that takes the place of what was refused', async () => {
    const potId = await hub.pot(aPot({ scheme: 'late' }));
    const id = await enrolled('late@nhs.net', potId);
    hub.time.moveTo('2027-03-31T22:59:59.000Z');
    const first = await hub.claim(id, 'L-1');
    await hub.rejectInvoice({ ...on(first), body: { because: 'For another course' } }, finance('ann'));
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    await expect(hub.claim(id, 'L-2')).rejects.toMatchObject({ code: 'award-ended' });
    await expect(hub.claim(id, 'L-1', { replaces: first })).rejects.toMatchObject({ code: 'award-ended' });
  });

  it('takes a signed statement that the applicant uploads, and asks nobody', async () => {
    const id = await hub.start(aFundingRequest('uploads@nhs.net'));
    const documentIds = [await hub.uploaded(id, 'statement')];
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'signed@practice.example', documentIds };
    const foreign = { ...body, documentIds: [await hub.uploaded(id, 'evidence')] };
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    await expect(hub.askStatement({ ...path, body: foreign }, await hub.as(id))).rejects.toMatchObject({
      code: 'not-valid',
    });
    await hub.askStatement({ ...path, body }, await hub.as(id));
    expect((await hub.submit(id)).body.status).toBe('submitted');
    expect(await hub.emailsTo('signed@practice.example')).toEqual([]);
    const seen = await hub.getAnyFundingRequest(path, hub.asStaff());
    expect(seen.body.statements).toMatchObject([{ status: 'supported', documentIds }]);
  });
});
