import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pounds } from '#domain/money.ts';
import { listed } from '#domain/text/listed.ts';

describe('what is written without Intl, which is slow to start', () => {
  it('is an amount as Intl has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), (pence) => {
        const digits = pence % 100 === 0 ? 0 : 2;
        const amount = new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
        expect(pounds(pence)).toBe(`${pence < 0 ? '-' : ''}£${amount.format(Math.abs(pence) / 100)}`);
      }),
    );
    expect([0, 1, 99, 100, 33_333, 100_000_000].map(pounds)).toEqual([
      '£0',
      '£0.01',
      '£0.99',
      '£1',
      '£333.33',
      '£1,000,000',
    ]);
  });

  it('is a list as Intl has it', () => {
    const word = fc.constantFrom('Bexley', 'a nurse', 'GP practice', 'the title');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (items) => {
        expect(listed(items)).toBe(new Intl.ListFormat('en-GB').format(items));
        expect(listed(items, 'or')).toBe(new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(items));
      }),
    );
  });
});
