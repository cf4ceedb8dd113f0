import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Awarded, allowanceLeft, type Caps, withAwarded } from '#domain/funding/allowance.ts';
import { committedOf, nextStage, paidOf, progressDue, released, stagesOf, totalOf } from '#domain/funding/award.ts';
import { balanceChanges, ledgerKinds, linesOf } from '#domain/funding/ledger.ts';
import { pounds, poundsAsNumber, shared, sumOf } from '#domain/money.ts';
import {
  endOf,
  financialYearOf,
  financialYearOfDay,
  firstDayOf,
  isFinancialYear,
  lastDayOf,
  yearsAfter,
} from '#domain/time/financial-year.ts';
import { addToDay } from '#domain/time/working-days.ts';

const pence = fc.integer({ min: 1, max: 10_000_000 });

describe('money', () => {
  it('is said in pounds', () => {
    expect([0, 1, 100, 33_333, 100_000, 1_234_567, -5_000].map(pounds)).toEqual([
      '£0',
      '£0.01',
      '£1',
      '£333.33',
      '£1,000',
      '£12,345.67',
      '-£50',
    ]);
    expect(poundsAsNumber(-33_333)).toBe(-333.33);
  });

  it('is shared out to the last penny', () => {
    const percents = fc.constantFrom([100], [60, 40], [33, 33, 34], [1, 99]);
    fc.assert(
      fc.property(pence, percents, (amount, shares) => {
        const parts = shared(amount, shares);
        expect(sumOf(parts)).toBe(amount);
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(shared(800_001, [60, 40])).toEqual([480_000, 320_001]);
  });
});

describe('the financial year', () => {
  it('has each day of ten years once', () => {
    for (let day = '2023-01-01'; day < '2033-01-01'; day = addToDay(day, 1)) {
      const year = financialYearOfDay(day);
      expect(isFinancialYear(year)).toBe(true);
      expect(firstDayOf(year) <= day && day <= lastDayOf(year)).toBe(true);
    }
  });

  it('ends at midnight in London, which is an hour earlier in UTC, since the clocks have changed', () => {
    expect(financialYearOf('2027-03-31T22:59:59.999Z')).toBe('2026-27');
    expect(financialYearOf('2027-03-31T23:00:00.000Z')).toBe('2027-28');
    expect(endOf('2026-27')).toBe('2027-03-31T23:00:00.000Z');
    expect(financialYearOfDay('2028-02-29')).toBe('2027-28');
    expect(yearsAfter('2098-99', 1)).toBe('2099-00');
    expect(['2026-27', '2026-28', '2026', '1999-00'].map(isFinancialYear)).toEqual([true, false, false, false]);
  });
});

describe('an allowance', () => {
  const caps: Caps = { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } };
  const years = Array.from({ length: 7 }, (_, index) => yearsAfter('2023-24', index));

  it('is £333.33 a year and £1,000 in three, with nothing carried over', () => {
    expect(allowanceLeft(caps, {}, '2026-27')).toEqual({ inYear: 33_333, overYears: 100_000, pence: 33_333 });
    expect(allowanceLeft(caps, { '2026-27': 33_333 }, '2026-27').pence).toBe(0);
    expect(allowanceLeft(caps, { '2024-25': 0, '2025-26': 0 }, '2026-27').pence).toBe(33_333);
    const generous: Caps = { yearPence: 60_000, severalYears: { years: 3, pence: 100_000 } };
    const awarded = { '2025-26': 60_000, '2027-28': 30_000 };
    // An award for a year between two that were awarded for before.
    expect(allowanceLeft(generous, awarded, '2026-27')).toEqual({ inYear: 60_000, overYears: 10_000, pence: 10_000 });
    expect(allowanceLeft({ yearPence: null, severalYears: null }, awarded, '2026-27').pence).toBeNull();
  });

  it('never lets any run of years go beyond its cap, in whatever order awards are made and given back', () => {
    const award = fc.record({ year: fc.constantFrom(...years), wanted: fc.integer({ min: 1, max: 60_000 }) });
    const generous: Caps = { yearPence: 60_000, severalYears: { years: 3, pence: 100_000 } };
    fc.assert(
      fc.property(fc.array(award, { maxLength: 30 }), (awards) => {
        let awarded: Awarded = {};
        for (const { year, wanted } of awards) {
          const left = allowanceLeft(generous, awarded, year).pence ?? 0;
          if (wanted <= left) awarded = withAwarded(awarded, year, wanted);
          else if ((awarded[year] ?? 0) > 1_000) awarded = withAwarded(awarded, year, -1_000);
        }
        for (const [index, year] of years.entries()) {
          expect(awarded[year] ?? 0).toBeLessThanOrEqual(60_000);
          expect(sumOf(years.slice(index, index + 3).map((each) => awarded[each] ?? 0))).toBeLessThanOrEqual(100_000);
        }
      }),
    );
  });
});

describe('an entry in the ledger', () => {
  it('has two lines that add up to nothing, and leaves a pot with what its funder has given', () => {
    const entry = fc.record({ kind: fc.constantFrom(...ledgerKinds), amount: pence, closed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const balances: Record<string, number> = { budget: 0, available: 0, committed: 0, spent: 0, lapsed: 0 };
        for (const { kind, amount, closed } of entries) {
          const lines = linesOf(kind, amount, closed);
          expect(sumOf(lines.map((line) => line.pence))).toBe(0);
          for (const [account, change] of Object.entries(balanceChanges(lines))) {
            balances[account] = (balances[account] ?? 0) + change;
          }
        }
        const { budget = 0, ...accounts } = balances;
        expect(sumOf(Object.values(accounts))).toBe(budget);
      }),
    );
  });

  it('lapses what comes back to a pot whose year is closed', () => {
    expect(balanceChanges(linesOf('release', 5, false))).toEqual({ committed: -5, available: 5 });
    expect(balanceChanges(linesOf('release', 5, true))).toEqual({ committed: -5, lapsed: 5 });
    expect(balanceChanges(linesOf('claw-back', 5, true))).toEqual({ spent: -5, lapsed: 5 });
    expect(balanceChanges(linesOf('payment', 5, true))).toEqual({ committed: -5, spent: 5 });
  });

  it('moves whole pence, and not nothing', () => {
    for (const amount of [0, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => linesOf('payment', amount, false)).toThrow('whole number');
    }
  });
});

describe('an award', () => {
  const stage = fc.record({
    pence: fc.nat(50_000),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    claimed: fc.boolean(),
  });
  const stages = fc.array(stage, { minLength: 1, maxLength: 2 }).map((all) =>
    all.map(({ pence: amount, part, claimed }, index) => ({
      after: index === 0 ? ('started' as const) : ('finished' as const),
      pence: amount,
      paidPence: claimed ? Math.floor(amount * part) : 0,
      invoiceId: claimed ? 'i' : undefined,
    })),
  );

  it('is paid and kept, and gives back only what is not paid', () => {
    fc.assert(
      fc.property(stages, fc.constantFrom('unclaimed' as const, 'unpaid' as const), (before, what) => {
        expect(paidOf(before) + committedOf(before)).toBe(totalOf(before));
        const after = released(before, what);
        expect(paidOf(after)).toBe(paidOf(before));
        expect(committedOf(after)).toBeLessThanOrEqual(committedOf(before));
        if (what === 'unpaid') expect(committedOf(after)).toBe(0);
        // Once more gives back nothing.
        expect(released(after, what)).toEqual(after);
      }),
    );
  });

  it('is paid stage by stage', () => {
    const made = stagesOf(33_333, [
      { after: 'started', percent: 60 },
      { after: 'finished', percent: 40 },
    ]);
    expect(made.map((each) => each.pence)).toEqual([19_999, 13_334]);
    expect(nextStage(made)).toBe(0);
    expect(nextStage(made.map((each) => ({ ...each, invoiceId: 'i' })))).toBe(-1);
  });

  it('is reported on when the course begins, half-way and when it ends', () => {
    const due = (kind: 'started' | 'half-way' | 'finished') => progressDue(kind, '2028-02-01', '2028-03-02');
    expect([due('started'), due('half-way'), due('finished')]).toEqual(['2028-02-01', '2028-02-16', '2028-03-02']);
    expect(progressDue('half-way', '2027-02-01', '2027-02-01')).toBe('2027-02-01');
  });
});
