import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';

describe('the life of a funding request', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  afterAll(() => engine.stop());

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const invoicePath = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const kindsTo = async (address: string) => (await hub.emailsTo(address)).map(({ kind }) => kind);

  it('goes from a draft to a paid invoice and a finished course, with the money always right', async () => {
    const potId = await hub.pot();
    const id = await hub.start(aFundingRequest('whole.story@nhs.net', { potId }));
    await expect(hub.submit(id)).rejects.toMatchObject({ code: 'statements-missing' });

    const ask = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'pat@practice.example', documentIds: [] };
    const asked = await hub.askStatement({ ...path(id), body: ask }, await hub.as(id));
    expect((await hub.submit(id)).body).toMatchObject({ status: 'awaiting-statement' });
    const statementId = asked.body.statements[0]?.statementId ?? '';
    const answer = {
      supports: true,
      releaseTime: 'paid' as const,
      excessPaidBy: 'employer' as const,
      text: 'Yes',
      documentIds: [],
    };
    const holder = await hub.holderOf('statement', statementId);
    await hub.giveStatement({ ...hub.nothing, path: { statementId }, body: answer }, holder);
    await expect(
      hub.giveStatement({ ...hub.nothing, path: { statementId }, body: answer }, holder),
    ).rejects.toMatchObject({ code: 'wrong-state', facts: { extensions: { statementStatus: 'supported' } } });
    expect(await hub.stored(id)).toMatchObject({ status: 'submitted' });

    await hub.reviewFundingRequest({ ...path(id), body: {} }, hub.asStaff());
    await hub.approve(id, potId);
    expect(await hub.balances(potId)).toMatchObject({ available: 966_667, committed: 33_333, placesTaken: 1 });

    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(id, 'started');
    const invoiceId = await hub.claim(id, 'INV-1');
    await hub.matchInvoice({ ...invoicePath(invoiceId), body: { alsoFor: [], differsFrom: [] } }, hub.asStaff());
    await hub.approveInvoice(invoicePath(invoiceId), hub.asStaff(staffMember('ann', 'finance')));
    await expect(
      hub.payInvoice(invoicePath(invoiceId), hub.asStaff(staffMember('ann', 'finance'))),
    ).rejects.toMatchObject({
      code: 'needs-another-person',
    });
    const paid = await hub.payInvoice(invoicePath(invoiceId), hub.asStaff(staffMember('bob', 'finance')));
    expect(paid.body).toMatchObject({ status: 'paid' });
    expect(await hub.balances(potId)).toMatchObject({ available: 966_667, committed: 0, spent: 33_333 });

    hub.time.moveTo('2027-03-23T09:00:00.000Z');
    await hub.progress(id, 'finished');
    const own = await hub.getFundingRequest(path(id), await hub.as(id));
    expect(own.body).toMatchObject({ status: 'completed', invoices: [{ status: 'paid' }] });
    expect(await kindsTo('whole.story@nhs.net')).toEqual([
      'funding-started',
      'funding-received',
      'statement-given',
      'funding-approved',
      'invoice-received',
      'invoice-paid',
      'course-completed',
    ]);
    const entries = await hub.ledgerOf(potId);
    expect(entries.map(({ kind }) => kind)).toEqual(['budget', 'commitment', 'payment']);
    for (const { lines } of entries) expect(lines.reduce((sum, { pence }) => sum + pence, 0)).toBe(0);
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
  });
});
