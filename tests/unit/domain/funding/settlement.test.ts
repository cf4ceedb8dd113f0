import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { committedOf, paidOf, stagesOf, totalOf } from '#domain/funding/award.ts';
import type { Invoice } from '#domain/funding/invoice.ts';
import { balanceChanges, linesOf } from '#domain/funding/ledger.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import {
  claimedBy,
  clawedBack,
  giveBack,
  isClawedBack,
  paid,
  paymentFailed,
  queried,
  rejected,
  type Settled,
} from '#domain/funding/settlement.ts';
import { sumOf } from '#domain/money.ts';
import { awardedOf, invoiceOf, now } from '../../../support/funding-nouns.ts';

const twoStages = [
  { after: 'started', percent: 60 },
  { after: 'finished', percent: 40 },
] as const;

const stagesIn = ({ award }: FundingRequest) => award?.stages ?? [];

/** What a step says that it moves must be what its stages change by: in the pot, in the allowance and in places. */
function expectMovedWhatChanged(before: readonly FundingRequest[], { requests, movements }: Settled): void {
  expect(requests.map(({ fundingRequestId }) => fundingRequestId)).toEqual(
    before.map(({ fundingRequestId }) => fundingRequestId),
  );
  for (const [index, request] of before.entries()) {
    const next = requests[index] ?? request;
    const own = movements.filter((each) => each.request.fundingRequestId === request.fundingRequestId);
    const lines = own.filter(({ pence }) => pence !== 0).flatMap(({ kind, pence }) => linesOf(kind, pence, false));
    const { committed = 0, spent = 0 } = balanceChanges(lines);
    expect(committed).toBe(committedOf(stagesIn(next)) - committedOf(stagesIn(request)));
    expect(spent).toBe(paidOf(stagesIn(next)) - paidOf(stagesIn(request)));
    expect(sumOf(own.map(({ allowance = 0 }) => allowance))).toBe(totalOf(stagesIn(next)) - totalOf(stagesIn(request)));
    const isFreed = totalOf(stagesIn(request)) > 0 && totalOf(stagesIn(next)) === 0;
    expect(sumOf(own.map(({ places = 0 }) => places))).toBe(isFreed ? -1 : 0);
    for (const { pence, paidPence } of stagesIn(next)) {
      expect(Number.isSafeInteger(pence)).toBe(true);
      expect(paidPence).toBeGreaterThanOrEqual(0);
      expect(paidPence).toBeLessThanOrEqual(pence);
    }
  }
}

const learners = fc
  .array(fc.record({ awarded: fc.integer({ min: 10, max: 1_000_000 }), share: fc.integer({ min: 1, max: 100 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((each) => {
    const invoice = invoiceOf({ status: 'approved' });
    const requests = each.map(({ awarded }, index) =>
      claimedBy(
        awardedOf(stagesOf(awarded, twoStages), { fundingRequestId: `request-${index + 1}` }),
        invoice.invoiceId,
        0,
      ),
    );
    const claims = requests.map((request, index) => {
      const { pence = 0 } = stagesIn(request)[0] ?? {};
      const claimed = Math.max(1, Math.floor((pence * (each[index]?.share ?? 100)) / 100));
      return { fundingRequestId: request.fundingRequestId, potId: 'pot-1', stage: 0, pence: claimed };
    });
    return { invoice: { ...invoice, claims } satisfies Invoice, requests };
  });

describe('what an invoice makes of awards', () => {
  it('moves exactly what the stages change by, when it is paid, fails, is paid again and is paid back', () => {
    fc.assert(
      fc.property(learners, fc.nat(100), ({ invoice, requests }, percent) => {
        const first = paid(invoice, requests, now);
        expectMovedWhatChanged(requests, first);
        expect(isClawedBack(invoice, first.requests)).toBe(false);
        for (const request of first.requests) expect(request.award?.lastPaidAt).toBe(now.toISOString());

        const failed = paymentFailed(invoice, first.requests, now);
        expectMovedWhatChanged(first.requests, failed);
        for (const request of failed.requests) expect(paidOf(stagesIn(request))).toBe(0);

        const again = paid(invoice, failed.requests, now);
        expectMovedWhatChanged(failed.requests, again);
        expect(again.requests.map(stagesIn)).toEqual(first.requests.map(stagesIn));

        const total = sumOf(invoice.claims.map(({ pence }) => pence));
        const wanted = Math.max(1, Math.floor((total * percent) / 100));
        const back = clawedBack(invoice, again.requests, wanted, 'It was not finished.', now);
        if (!back) throw new Error('No more is taken back than was paid');
        expectMovedWhatChanged(again.requests, back);
        expect(sumOf(back.movements.map(({ pence }) => pence))).toBe(wanted);
        expect(isClawedBack(invoice, back.requests)).toBe(true);
        expect(clawedBack(invoice, back.requests, total - wanted + 1, 'More than there is.', now)).toBeUndefined();
      }),
    );
  });

  it('gives back what it claimed where it is refused after the award has ended, and else keeps it to be claimed again', () => {
    fc.assert(
      fc.property(learners, ({ invoice, requests }) => {
        const inTime = rejected(invoice, requests, now);
        expectMovedWhatChanged(requests, inTime);
        expect(inTime.movements).toEqual([]);
        expect(inTime.requests.flatMap(stagesIn).every(({ invoiceId }) => invoiceId === undefined)).toBe(true);

        const late = rejected(invoice, requests, new Date('2027-04-01T09:00:00.000Z'));
        expectMovedWhatChanged(requests, late);
        for (const { status, award } of late.requests) {
          expect(status).toBe('lapsed');
          expect(award?.settledAt).toBeDefined();
        }
      }),
    );
  });

  it('changes nothing of whom it claims nothing', () => {
    const other = awardedOf(undefined, { fundingRequestId: 'other' });
    const invoice = invoiceOf();
    for (const settled of [
      paid(invoice, [other], now),
      paymentFailed(invoice, [other], now),
      rejected(invoice, [other], now),
    ]) {
      expect(settled).toEqual({ requests: [other], movements: [] });
    }
    expect(clawedBack(invoice, [other], 1, 'Not theirs.', now)).toBeUndefined();
  });

  it('is no award’s that is not there', () => {
    const claims = [{ fundingRequestId: 'request-1', potId: 'pot-1', stage: 0, pence: 1 }];
    const withoutAward = { ...awardedOf(), award: undefined };
    expect(() => paid(invoiceOf({ claims }), [withoutAward], now)).toThrow('without an award');
  });

  it('settles an award that has nothing left to give, and keeps one open that has', () => {
    const claimOn = (stage: number) => [{ fundingRequestId: 'request-1', potId: 'pot-1', stage, pence: 50 }];
    const whole = claimedBy(awardedOf(stagesOf(100, [{ after: 'started', percent: 100 }])), 'invoice-1', 0);
    expect(paid(invoiceOf({ claims: claimOn(0) }), [whole], now).requests[0]?.award?.settledAt).toBe(now.toISOString());
    const half = claimedBy(awardedOf(stagesOf(100, twoStages)), 'invoice-1', 0);
    expect(paid(invoiceOf({ claims: claimOn(0) }), [half], now).requests[0]?.award?.settledAt).toBeUndefined();
  });
});

describe('each step of an invoice', () => {
  const at = now.toISOString();
  const told = (what: string, note = 'INV-2041') => [{ at, what, by: 'staff', note }];
  const whole = () => claimedBy(awardedOf(stagesOf(100, [{ after: 'started', percent: 100 }])), 'invoice-1', 0);
  const claims = [{ fundingRequestId: 'request-1', potId: 'pot-1', stage: 0, pence: 100 }];
  const invoice = invoiceOf({ claims });

  it('is told in the history of each request that it changes', () => {
    const { requests } = paid(invoice, [whole()], now);
    expect(requests[0]?.history).toEqual(told('pay-invoice'));
    const fresh = requests.map((request) => ({ ...request, history: [] }));
    expect(paymentFailed(invoice, fresh, now).requests[0]?.history).toEqual(told('payment-failed'));
    expect(clawedBack(invoice, fresh, 1, 'Why.', now)?.requests[0]?.history).toEqual(told('claw-back', 'Why.'));
    expect(rejected(invoice, [whole()], now).requests[0]?.history).toEqual(told('reject-invoice'));
    expect(rejected(invoice, [whole()], new Date('2027-04-01T09:00:00.000Z')).requests[0]?.history).toMatchObject([
      { what: 'reject-invoice' },
      { what: 'lapse', by: 'staff' },
    ]);
  });

  it('that is paid back whole frees its place', () => {
    const { requests } = paid(invoice, [whole()], now);
    const back = clawedBack(invoice, requests, 100, 'It was not begun.', now);
    if (!back) throw new Error('No more is taken back than was paid');
    expectMovedWhatChanged(requests, back);
    expect(back.movements).toMatchObject([{ kind: 'claw-back', pence: 100, places: -1 }]);
  });

  it('that is paid back takes from the first learner first, and leaves alone whom that spares', () => {
    const both = [whole(), { ...whole(), fundingRequestId: 'request-2' }];
    const forBoth = invoiceOf({
      claims: [...claims, ...claims.map((claim) => ({ ...claim, fundingRequestId: 'request-2' }))],
    });
    const { requests } = paid(forBoth, both, now);
    const back = clawedBack(forBoth, requests, 60, 'A part.', now);
    expect(back?.movements.map(({ pence }) => pence)).toEqual([60]);
    expect(back?.requests[1]).toBe(requests[1]);
    expect(isClawedBack(forBoth, [awardedOf(undefined, { fundingRequestId: 'other' })])).toBe(false);
  });

  it('that is refused leaves alone what others claim, and what is kept for them', () => {
    const shared = claimedBy(claimedBy(awardedOf(stagesOf(100, twoStages)), 'invoice-1', 0), 'invoice-2', 1);
    const late = new Date('2027-03-31T23:00:00.000Z');
    const { requests, movements } = rejected(invoice, [shared], late);
    expect(stagesIn(requests[0] ?? shared)).toMatchObject([{ pence: 0 }, { pence: 40, invoiceId: 'invoice-2' }]);
    expect(movements.map(({ pence }) => pence)).toEqual([60]);
    expect(requests[0]?.status).toBe('enrolled');
    const beside = { ...shared, fundingRequestId: 'other' };
    expect(queried(invoice, [whole(), beside])[1]?.award?.stages.map(({ invoiceId }) => invoiceId)).toEqual([
      undefined,
      'invoice-2',
    ]);
  });

  it('that is refused late ends no request whose course is over', () => {
    const done = { ...whole(), status: 'completed' as const };
    expect(rejected(invoice, [done], new Date('2027-04-01T09:00:00.000Z')).requests[0]?.status).toBe('completed');
  });
});

describe('an invoice that is queried', () => {
  it('goes on claiming of whoever sent it, and of nobody else', () => {
    const own = claimedBy(awardedOf(), 'invoice-1', 0);
    const other = claimedBy(
      awardedOf(undefined, { fundingRequestId: 'other' }, { settledAt: '2027-02-01T09:00:00.000Z' }),
      'invoice-1',
      0,
    );
    const [first, second] = queried(invoiceOf(), [own, other]);
    expect(first).toBe(own);
    expect(second?.award?.stages.map(({ invoiceId }) => invoiceId)).toEqual([undefined]);
    expect(second?.award?.settledAt).toBeUndefined();
  });
});

describe('an award that gives back', () => {
  it('frees its place once nothing is left of it, and once only', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 1_000_000 }),
        fc.constantFrom('unclaimed' as const, 'unpaid' as const),
        fc.boolean(),
        (pence, what, isClaimed) => {
          const request = awardedOf(stagesOf(pence, twoStages));
          const before = isClaimed ? claimedBy(request, 'invoice-1', 0) : request;
          if (!before.award) throw new Error('It has an award');
          const { next, movement } = giveBack({ ...before, award: before.award }, what, now);
          expectMovedWhatChanged([before], { requests: [next], movements: [movement] });
          if (!next.award) throw new Error('It keeps its award');
          const again = giveBack({ ...next, award: next.award }, what, now);
          expect(again.movement.pence).toBe(0);
          expect(again.movement.places).toBeUndefined();
        },
      ),
    );
  });
});
