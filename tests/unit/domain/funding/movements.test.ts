import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Allowance,
  agrees,
  allowanceAfter,
  type MoneyFacts,
  type PersonAllowance,
  planMoney,
  potOfMoney,
  usesMore,
} from '#domain/funding/movements.ts';
import { sumOf } from '#domain/money.ts';
import { awardedOf, balancesOf, now, rules } from '../../../support/funding-nouns.ts';

const pot = potOfMoney({ pot: { potId: 'pot-1', rules }, balances: balancesOf() });
/** Of somebody with one mailbox. */
const alone = (own: Allowance | undefined): PersonAllowance => ({
  own,
  shared: undefined,
  awarded: own?.awarded ?? {},
});
const factsOf = (awarded: number): MoneyFacts => ({
  potOf: (potId) => (potId === pot.potId ? pot : undefined),
  allowanceOf: ({ scheme }) => alone({ scheme, version: 3, awarded: { '2026-27': awarded } }),
});

describe('money that moves', () => {
  const { award } = awardedOf();
  const spelled = ['siobhan@practice.example', 'Siobhan@Practice.example', 'siobhan+cpd@practice.example'];
  const spelling = fc.constantFrom(...spelled);

  it('changes the allowance of a mailbox once, by all that moves for it, however its address is spelled', () => {
    const moves = fc.array(fc.tuple(spelling, fc.integer({ min: -1000, max: 1000 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(moves, (each) => {
        const movements = each.map(([workEmail, allowance], index) => ({
          request: { fundingRequestId: `request-${index}`, workEmail },
          award,
          kind: 'release' as const,
          pence: 1,
          allowance,
        }));
        const planned = planMoney(factsOf(100_000), movements, now);
        const by = sumOf(each.map(([, allowance]) => allowance));
        const isMoved = each.some(([, allowance]) => allowance !== 0);
        expect(planned.allowances.map(({ awarded }) => awarded['2026-27'])).toEqual(isMoved ? [100_000 + by] : []);
        expect(planned.movements).toHaveLength(each.length);
        for (const spelledSo of spelled) {
          const [{ awarded } = { awarded: undefined }] = planned.allowances;
          expect(allowanceAfter(planned, spelledSo)).toEqual(awarded && { awarded });
        }
      }),
    );
  });

  it('is written for its pot with what it moves for', () => {
    const request = { fundingRequestId: 'request-1', workEmail: 'siobhan@practice.example' };
    const commitment = { request, award, kind: 'commitment', pence: 5, places: 1 } as const;
    const payment = { request, award, kind: 'payment', pence: 3, invoiceId: 'invoice-1' } as const;
    expect(planMoney(factsOf(0), [commitment, payment], now)).toEqual({
      at: now.toISOString(),
      movements: [
        { pot, kind: 'commitment', pence: 5, fundingRequestId: 'request-1', places: 1 },
        { pot, kind: 'payment', pence: 3, fundingRequestId: 'request-1', invoiceId: 'invoice-1' },
      ],
      allowances: [],
    });
  });

  it('begins the allowance of who had none, and has one for each scheme', () => {
    const request = { fundingRequestId: 'request-1', workEmail: 'siobhan@practice.example' };
    const none = { ...factsOf(0), allowanceOf: () => undefined };
    const commitment = (scheme: string) =>
      ({ request, award: { ...award, scheme }, kind: 'commitment', pence: 5, allowance: 5 }) as const;
    const { allowances } = planMoney(none, [commitment('cpd'), commitment('leaders'), commitment('cpd')], now);
    expect(allowances).toEqual([
      { workEmail: request.workEmail, scheme: 'cpd', before: undefined, shared: undefined, awarded: { '2026-27': 10 } },
      {
        workEmail: request.workEmail,
        scheme: 'leaders',
        before: undefined,
        shared: undefined,
        awarded: { '2026-27': 5 },
      },
    ]);
  });

  it('tells what is awarded in all to who has several addresses, and uses up more of it by awards alone', () => {
    const request = { fundingRequestId: 'request-1', workEmail: 'siobhan@practice.example' };
    const own = { scheme: 'cpd', version: 1, awarded: { '2026-27': 100 } };
    const others = { '2026-27': 40, '2025-26': 7 };
    const shared = { groupId: 'group-1', version: 2, mailboxes: ['a', 'b'], others };
    const facts = { ...factsOf(0), allowanceOf: () => ({ own, shared, awarded: {} }) };
    const by = (allowance: number) =>
      planMoney(facts, [{ request, award, kind: 'commitment', pence: 5, allowance }], now);
    expect(allowanceAfter(by(5), request.workEmail)).toEqual({ awarded: { '2026-27': 145, '2025-26': 7 } });
    expect([5, -5].map((allowance) => by(allowance).allowances.map(usesMore))).toEqual([[true], [false]]);
  });

  it('gives nothing back to an allowance of which that year is no longer kept', () => {
    const request = { fundingRequestId: 'request-1', workEmail: 'siobhan@practice.example' };
    const back = { request, award, kind: 'claw-back', pence: 1, allowance: -1 } as const;
    const later = { scheme: 'cpd', version: 1, awarded: { '2033-34': 100 } };
    for (const allowance of [undefined, later]) {
      const facts = { ...factsOf(0), allowanceOf: () => alone(allowance) };
      const planned = planMoney(facts, [back], new Date('2033-05-01T09:00:00.000Z'));
      expect(planned).toMatchObject({ movements: [{ kind: 'claw-back', pence: 1 }], allowances: [] });
      expect(agrees(planned)).toBe(true);
      // While the year goes on it is there: what was read is of different moments.
      expect(agrees(planMoney(facts, [back], now))).toBe(false);
    }
  });

  it('does not agree where an allowance would fall below nothing: what was read is of different moments', () => {
    const request = { fundingRequestId: 'request-1', workEmail: 'siobhan@practice.example' };
    const back = (allowance: number) =>
      planMoney(factsOf(100), [{ request, award, kind: 'release', pence: 1, allowance }], now);
    expect([-100, -101].map(back).map(agrees)).toEqual([true, false]);
    const [right, wrong] = [back(-100), back(-101)];
    expect(agrees({ ...right, allowances: [...right.allowances, ...wrong.allowances] })).toBe(false);
    const years = wrong.allowances.map((each) => ({ ...each, awarded: { ...each.awarded, '2025-26': 5 } }));
    expect(agrees({ ...wrong, allowances: years })).toBe(false);
  });

  it('is of a pot that is there', () => {
    const movement = { request: awardedOf(), award: { ...award, potId: 'other' }, kind: 'payment', pence: 1 } as const;
    expect(() => planMoney(factsOf(0), [movement], now)).toThrow('a pot that is not there');
  });
});
