import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerKinds } from '#domain/funding/ledger.ts';
import { createDecideFundingRequest } from '#functions/funding/decisions/decide-request.ts';
import { ProblemError } from '#http/problem-error.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, staffMember, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { isLong, testedEngines } from '../../support/long.ts';
import { expectHistoriesLead, expectMoneyRight, readFunding } from '../../support/stored-funding.ts';

const actors = 64;
const people = 12;

const phases = {
  deciding: ['approve', 'approve', 'approve', 'decline', 'withdraw', 'budget'],
  enrolling: ['approve', 'withdraw', 'start', 'claim', 'lapse', 'budget'],
  paying: ['match', 'approve-invoice', 'pay', 'pay', 'payment-failed', 'reject', 'claw-back', 'withdraw', 'lapse'],
} as const;
type Phase = keyof typeof phases;

/** What one of many does, on which request and with which amount. */
const stepOf = (phase: Phase) =>
  fc.record({
    what: fc.constantFrom<(typeof phases)[Phase][number][]>(...phases[phase]),
    on: fc.nat({ max: 1_000 }),
    pence: fc.integer({ min: 1, max: 36_000 }),
  });
type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer T> ? T : never;
const stepsOf = (phase: Phase, seed: number): Step[] => fc.sample(stepOf(phase), { numRuns: actors, seed });

describe.each(testedEngines)('money, while 64 decide, pay, release and close at once (%s)', (name) => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine(name);
    hub = createTestFunding(engine.client);
  });
  afterAll(() => engine.stop());

  const path = (fundingRequestId: string) => ({ ...hub.nothing, path: { fundingRequestId } });
  const invoicePath = (invoiceId: string) => ({ ...hub.nothing, path: { invoiceId } });
  const finance = (sub: string) => hub.asStaff(staffMember(sub, 'finance'));

  /** Whatever is refused is refused with a problem that says why; nothing else may happen. */
  async function tolerant(act: () => Promise<unknown>): Promise<string> {
    try {
      await act();
      return 'done';
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      expect(error.code).not.toBe('unexpected');
      return error.code;
    }
  }

  async function take({ what, on, pence }: Step, requests: readonly string[], pots: readonly string[]) {
    const id = requests[on % requests.length] ?? '';
    const potId = pots[on % pots.length] ?? '';
    const { invoiceIds } = await hub.stored(id);
    const invoiceId = invoiceIds.at(-1) ?? id;
    switch (what) {
      case 'approve':
        return hub.approve(id, potId, pence);
      case 'decline':
        return hub.decideFundingRequest({ ...path(id), body: { decision: 'decline', reason: 'No' } }, hub.asStaff());
      case 'withdraw':
        return hub.withdrawFundingRequest({ ...path(id), body: {} }, await hub.as(id));
      case 'start':
        return hub.progress(id, 'started');
      case 'claim':
        return hub.claim(id, `${id}-${pence}`, {
          totalPence: pence,
          lines: [{ learner: "Siobhán O'Brien", pence }],
          ...(invoiceIds.length > 0 && { replaces: invoiceId }),
        });
      case 'match':
        return hub.matchInvoice({ ...invoicePath(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia'));
      case 'approve-invoice':
        return hub.approveInvoice(invoicePath(invoiceId), finance('ann'));
      case 'pay':
        return hub.payInvoice(invoicePath(invoiceId), finance('bob'));
      case 'payment-failed':
        return hub.recordPaymentFailed(invoicePath(invoiceId), finance('bob'));
      case 'reject':
        return hub.rejectInvoice({ ...invoicePath(invoiceId), body: { because: 'Not ours' } }, finance('ann'));
      case 'claw-back':
        return hub.clawBack(
          { ...invoicePath(invoiceId), body: { pence: 1 + (pence % 900), because: 'Not finished' } },
          finance('ann'),
        );
      case 'lapse':
        return hub.tend(id);
      case 'budget': {
        const { body } = await hub.listAllPots(hub.nothing, hub.asStaff());
        const version = body.items.find((pot) => pot.potId === potId)?.version ?? 1;
        return hub.changePot(
          { ...hub.nothing, path: { potId }, body: { version, budgetPence: 200_000 + pence } },
          hub.asStaff(),
        );
      }
    }
  }

  it('keeps ledger, balances, awards, invoices and allowances the same, and overspends nothing', async () => {
    const pots = [
      await hub.pot(
        aPot(
          {
            stages: [
              { after: 'started', percent: 60 },
              { after: 'finished', percent: 40 },
            ],
          },
          { budgetPence: 250_000, places: 7 },
        ),
      ),
      await hub.pot(aPot({ name: 'Another pot of the same scheme' }, { budgetPence: 250_000 })),
    ];
    const outcomes: string[] = [];
    // The slower engine, for which this is a second opinion, goes once through it, and so does a sample.
    for (const round of isLong && name !== 'dynamodb-local' ? [1, 2] : [3]) {
      hub.time.moveTo('2027-01-04T09:00:00.000Z');
      const requests: string[] = [];
      for (let person = 0; person < people; person += 1) {
        // Two requests of each person, so that they contend for one allowance.
        for (const reason of ['one', 'another']) {
          requests.push(await hub.inReview(aFundingRequest(`p${person}.${round}@nhs.net`, { reason })));
        }
      }
      const each = (act: (id: string) => Promise<unknown>) =>
        Promise.all(requests.map((id) => tolerant(() => act(id))));
      const allAtOnce = async (phase: Phase) => {
        const steps = stepsOf(phase, round);
        outcomes.push(...(await Promise.all(steps.map((wanted) => tolerant(() => take(wanted, requests, pots))))));
        expectMoneyRight(await readFunding(hub.document, 'records'));
      };
      const settle = async () => {
        const found = await Promise.all(requests.map((id) => hub.stored(id)));
        const invoices = found.flatMap(({ invoiceIds }) => invoiceIds);
        for (const invoiceId of invoices) {
          await tolerant(() =>
            hub.matchInvoice({ ...invoicePath(invoiceId), body: { alsoFor: [], differsFrom: [] } }, finance('mia')),
          );
          await tolerant(() => hub.approveInvoice(invoicePath(invoiceId), finance('ann')));
        }
        return invoices;
      };
      await allAtOnce('deciding');
      hub.time.moveTo('2027-02-03T09:00:00.000Z');
      await allAtOnce('enrolling');
      await each((id) => hub.progress(id, 'started'));
      await each((id) => take({ what: 'claim', on: requests.indexOf(id), pence: 1_000 }, requests, pots));
      await settle();
      await allAtOnce('paying');
      // Each is paid by two and refused by a third, all at once.
      await Promise.all(
        (await settle()).flatMap((invoiceId) => [
          tolerant(() => hub.payInvoice(invoicePath(invoiceId), finance('bob'))),
          tolerant(() => hub.payInvoice(invoicePath(invoiceId), finance('cid'))),
          tolerant(() => hub.rejectInvoice({ ...invoicePath(invoiceId), body: { because: 'No' } }, finance('eve'))),
        ]),
      );
      const items = await readFunding(hub.document, 'records');
      expectMoneyRight(items);
      expectHistoriesLead(items);
    }

    // The year ends while awards lapse, invoices are paid and the year is closed, all at once.
    hub.time.moveTo('2027-04-01T00:00:00.000Z');
    const all = (await readFunding(hub.document, 'records')).filter((item) => item.type === 'funding-request');
    const invoices = (await readFunding(hub.document, 'records')).filter((item) => item.type === 'invoice');
    await Promise.all([
      ...pots.map((potId) => tolerant(() => hub.closeYear({ ...hub.nothing, path: { potId } }, hub.asStaff()))),
      ...all.map(({ fundingRequestId }) => tolerant(() => hub.tend(fundingRequestId))),
      ...all.map(({ fundingRequestId }) => tolerant(() => hub.tend(fundingRequestId))),
      ...invoices.map(({ invoiceId }) =>
        tolerant(() => hub.recordPaymentFailed(invoicePath(invoiceId), finance('bob'))),
      ),
      ...invoices.map(({ invoiceId }) => tolerant(() => hub.payInvoice(invoicePath(invoiceId), finance('bob')))),
    ]);
    // What was paid is asked back by three at once: never more than was paid comes back.
    for (const { invoiceId } of invoices) await tolerant(() => hub.payInvoice(invoicePath(invoiceId), finance('bob')));
    const back = (invoiceId: string) =>
      hub.clawBack({ ...invoicePath(invoiceId), body: { pence: 700, because: 'Left the course' } }, finance('ann'));
    await Promise.all(invoices.flatMap(({ invoiceId }) => [1, 2, 3].map(() => tolerant(() => back(invoiceId)))));
    const items = await readFunding(hub.document, 'records');
    expectMoneyRight(items);
    expectHistoriesLead(items);
    for (const potId of pots) expect(await hub.balances(potId)).toMatchObject({ available: 0, closed: true });

    // It was no walk through closed doors: money has moved in each way that there is, and much was refused.
    const kinds = (await Promise.all(pots.map((potId) => hub.ledgerOf(potId)))).flat().map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(ledgerKinds));
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(30);
    expect(outcomes.filter((outcome) => outcome !== 'done').length).toBeGreaterThan(30);
  });

  it('gives a person no more than the cap, though another award of theirs is made while one is decided', async () => {
    hub.time.moveTo('2027-01-04T09:00:00.000Z');
    const potId = await hub.pot(aPot({ scheme: 'cpd-twice' }));
    const [first = '', second = ''] = [
      await hub.inReview(aFundingRequest('twice@nhs.net', { potId })),
      await hub.inReview(aFundingRequest('twice@nhs.net', { potId })),
    ];
    let between: (() => Promise<unknown>) | undefined = () => hub.approve(second, potId);
    const requests = {
      ...hub.requests,
      findAllowance: async (...asked: Parameters<typeof hub.requests.findAllowance>) => {
        const found = await hub.requests.findAllowance(...asked);
        const act = between;
        between = undefined;
        await act?.();
        return found;
      },
    };
    const decide = createDecideFundingRequest({ ...hub, requests });
    const body = { decision: 'approve' as const, potId, pence: 33_333 };
    await expect(decide({ ...path(first), body }, hub.asStaff())).rejects.toMatchObject({ code: 'not-eligible' });
    expect(await hub.balances(potId)).toMatchObject({ committed: 33_333, placesTaken: 1 });
    expectMoneyRight(await readFunding(hub.document, 'records'));
  });
});
