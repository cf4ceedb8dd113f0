import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDecideFundingRequest } from '#functions/funding/decisions/decide-request.ts';
import { createApproveInvoice } from '#functions/funding/invoices/settle-invoice.ts';
import { createChangePot } from '#functions/funding/pots/manage-pots.ts';
import { createWithdrawFundingRequest } from '#functions/funding/requests/withdraw-request.ts';
import { createGiveStatement } from '#functions/funding/statements/give-statement.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const withoutCaps = { caps: { yearPence: null, severalYears: null } };
const answer = {
  supports: true,
  releaseTime: 'paid',
  excessPaidBy: 'employer',
  text: 'Yes.',
  documentIds: [],
} as const;

describe.each(testedEngines)('money, where what a decision rests on changes before it is written (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(async () => {
    expectMoneyRight(await readFunding(hub.document, 'records'));
    await engine.stop();
  });

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const on = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const ofPot = (potId: string) => ({ ...hub.nothing, path: { potId } });
  const finance = (sub: string) => hub.asStaff(staffMember(sub, 'finance'));

  /** A write before which something else happens, the first time that it is made. */
  function happening<Args extends unknown[], Answer>(
    act: () => Promise<unknown>,
    write: (...args: Args) => Promise<Answer>,
  ): (...args: Args) => Promise<Answer> {
    let acted = false;
    return async (...args) => {
      if (!acted) {
        acted = true;
        await act();
      }
      return write(...args);
    };
  }
  /** The stores of requests, where something happens between a decision and its write. */
  const whereBefore = (act: () => Promise<unknown>) => ({
    ...hub,
    requests: { ...hub.requests, change: happening(act, hub.requests.change) },
  });

  it.each([
    ['money', { budgetPence: 40_000 }, 'There is £66.67 left in this pot'],
    ['places', { places: 1 }, 'Every place of this pot is taken'],
  ])('approves nobody for whom another has left no %s', async (what, limits, detail) => {
    const potId = await hub.pot(aPot({ scheme: `no-${what}`, ...withoutCaps }, limits));
    const [first, second] = [
      await hub.inReview(aFundingRequest(`first.${what}@nhs.net`, { potId })),
      await hub.inReview(aFundingRequest(`second.${what}@nhs.net`, { potId })),
    ];
    const decide = createDecideFundingRequest(whereBefore(() => hub.approve(second, potId)));
    const body = { decision: 'approve' as const, potId, pence: 33_333 };
    await expect(decide({ ...path(first), body }, hub.asStaff())).rejects.toMatchObject({
      code: 'pot-exhausted',
      facts: { detail },
    });
    expect((await hub.stored(first)).status).toBe('in-review');
    expect(await hub.balances(potId)).toMatchObject({ committed: 33_333, placesTaken: 1 });
  });

  it('lapses what comes back to a pot whose year is closed meanwhile', async () => {
    const potId = await hub.pot(aPot({ scheme: 'closed-meanwhile' }));
    const id = await hub.inReview(aFundingRequest('closed.meanwhile@nhs.net', { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-03-31T23:00:00.000Z');
    const close = () => hub.closeYear(ofPot(potId), hub.asStaff());
    const withdraw = createWithdrawFundingRequest(whereBefore(close));
    await withdraw({ ...path(id), body: {} }, await hub.as(id));
    expect(await hub.balances(potId)).toMatchObject({ available: 0, committed: 0, lapsed: 1_000_000 });
    expect((await hub.ledgerOf(potId)).at(-1)?.lines.map(({ account }) => account)).toEqual(['committed', 'lapsed']);
  });

  it('lowers the places of a pot not below those that are taken meanwhile', async () => {
    const potId = await hub.pot(aPot({ scheme: 'lowered', ...withoutCaps }, { places: 2 }));
    const [first, second] = [
      await hub.inReview(aFundingRequest('first.lowered@nhs.net', { potId })),
      await hub.inReview(aFundingRequest('second.lowered@nhs.net', { potId })),
    ];
    await hub.approve(first, potId);
    const pots = { ...hub.pots, replace: happening(() => hub.approve(second, potId), hub.pots.replace) };
    const change = createChangePot({ ...hub, pots });
    await expect(change({ ...ofPot(potId), body: { version: 1, places: 1 } }, hub.asStaff())).rejects.toMatchObject({
      facts: { extensions: { placesTaken: 2 } },
    });
    expect(await hub.balances(potId)).toMatchObject({ places: 2, placesTaken: 2 });
    // As many as are taken, it may have.
    await hub.changePot({ ...ofPot(potId), body: { version: 1, places: 2 } }, hub.asStaff());
  });

  it('approves no invoice that somebody refuses meanwhile', async () => {
    const potId = await hub.pot(aPot({ scheme: 'refused-meanwhile' }));
    const id = await hub.inReview(aFundingRequest('refused.meanwhile@nhs.net', { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-02-02T09:00:00.000Z');
    await hub.progress(id, 'started');
    const invoiceId = await hub.claim(id, 'RM-1');
    await hub.matchInvoice({ ...on(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
    const refuse = () => hub.rejectInvoice({ ...on(invoiceId), body: { because: 'Not ours' } }, finance('ann'));
    const approve = createApproveInvoice({
      ...hub,
      invoices: { ...hub.invoices, change: happening(refuse, hub.invoices.change) },
    });
    await expect(approve(on(invoiceId), finance('bob'))).rejects.toMatchObject({
      code: 'wrong-state',
      facts: { extensions: { invoiceStatus: 'rejected' } },
    });
    expect(await hub.invoices.find(invoiceId, workOf())).toMatchObject({ status: 'rejected', because: 'Not ours' });
  });

  async function askedStatement(id: string) {
    const ask = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'pat@practice.example', documentIds: [] };
    await hub.askStatement({ ...path(id), body: ask }, await hub.as(id));
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    return { path: { ...hub.nothing, path: { statementId } }, holder: await hub.holderOf('statement', statementId) };
  }

  it('takes no statement for a request that is withdrawn, before or meanwhile', async () => {
    const withdraw = async (id: string) => hub.withdrawFundingRequest({ ...path(id), body: {} }, await hub.as(id));
    for (const when of ['before', 'meanwhile'] as const) {
      const id = await hub.start(aFundingRequest(`withdrawn.${when}@nhs.net`));
      const { path: of, holder } = await askedStatement(id);
      if (when === 'before') await withdraw(id);
      const give = createGiveStatement(when === 'before' ? hub : whereBefore(() => withdraw(id)));
      await expect(give({ ...of, body: { ...answer, documentIds: [] } }, holder), when).rejects.toMatchObject({
        code: 'wrong-state',
        facts: { detail: 'The request is no longer waiting for it' },
      });
      expect((await hub.stored(id)).statements).toMatchObject([{ status: 'asked' }]);
    }
  });

  it('changes no statement that is no longer as it was read, though its request is', async () => {
    const id = await hub.start(aFundingRequest('statement.stale@nhs.net'));
    const { path: of, holder } = await askedStatement(id);
    const [stale] = await hub.requests.findStatements([of.path.statementId], workOf());
    if (!stale) throw new Error('nobody was asked');
    await hub.giveStatement({ ...of, body: { ...answer, documentIds: [] } }, holder);
    const before = await hub.stored(id);
    const statements = [{ before: stale, next: { ...stale, status: 'replaced' as const } }];
    expect(await hub.requests.change({ before, next: before, statements }, { work: workOf() })).toBe('facts-changed');
    expect((await hub.requests.findStatement(stale.statementId, workOf()))?.status).toBe('supported');
  });
});
