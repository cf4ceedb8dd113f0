import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asks, asksLeft, hold, mayAsk, oneMore } from '#domain/people/asks.ts';

const most = 3;
const at = (instant: string) => new Date(instant);
const noon = at('2027-06-10T11:00:00.000Z');

/** What is left after each instant: only what was allowed is counted. */
function askedAt(
  instants: readonly Date[],
  start?: Asks,
): { readonly allowed: number; readonly asks: Asks | undefined } {
  let asks = start;
  let allowed = 0;
  for (const now of instants) {
    if (!mayAsk(asks, most, now)) continue;
    allowed += 1;
    asks = oneMore(asks, now);
  }
  return { allowed, asks };
}

describe('what may be asked for in the name of one mailbox', () => {
  it('is so many in a day, exactly', () => {
    expect(askedAt([noon, noon, noon]).allowed).toBe(3);
    expect(askedAt([noon, noon, noon, noon]).allowed).toBe(3);
  });

  it('begins anew with a day in London, which in summer begins an hour before that of UTC', () => {
    const evening = [at('2027-06-10T22:59:59.000Z'), noon, noon].map(() => at('2027-06-10T22:59:59.000Z'));
    const { asks } = askedAt(evening);
    expect(asks).toEqual({ day: '2027-06-10', count: 3 });
    expect(mayAsk(asks, most, at('2027-06-10T22:59:59.999Z'))).toBe(false);
    expect(mayAsk(asks, most, at('2027-06-10T23:00:00.000Z'))).toBe(true);
    expect(oneMore(asks, at('2027-06-10T23:00:00.000Z'))).toEqual({ day: '2027-06-11', count: 1 });
  });

  it('is nothing while its owner says that it was not them, to the very instant', () => {
    const held = hold(undefined, '2027-07-10T11:00:00.000Z', noon);
    expect(mayAsk(held, most, noon)).toBe(false);
    expect(mayAsk(held, most, at('2027-07-10T10:59:59.999Z'))).toBe(false);
    expect(mayAsk(held, most, at('2027-07-10T11:00:00.000Z'))).toBe(true);
    expect(oneMore(held, at('2027-07-10T11:00:00.000Z'))).toEqual({ day: '2027-07-10', count: 1 });
  });

  it('forgets neither the hold with one more, nor the count with a hold, nor a longer hold with a shorter', () => {
    const counted = oneMore(oneMore(undefined, noon), noon);
    const held = hold(counted, '2027-07-10T11:00:00.000Z', noon);
    expect(held).toEqual({ day: '2027-06-10', count: 2, heldUntil: '2027-07-10T11:00:00.000Z' });
    expect(oneMore(held, noon)).toEqual({ ...held, count: 3 });
    expect(hold(held, '2027-06-20T11:00:00.000Z', noon)).toEqual(held);
  });

  it('leaves of a day what was not asked on it, and nothing while it is held', () => {
    const asks = { day: '2027-06-10', count: 2 };
    const nextDay = at('2027-06-10T23:00:00.000Z');
    expect([undefined, asks, { ...asks, count: 5 }].map((each) => asksLeft(each, most, noon))).toEqual([3, 1, 0]);
    expect(asksLeft(asks, most, nextDay)).toBe(3);
    const held = { ...asks, heldUntil: '2027-06-11T00:00:00.000Z' };
    expect(asksLeft(held, most, nextDay)).toBe(0);
    expect(asksLeft(held, most, at('2027-06-11T00:00:00.000Z'))).toBe(3);
  });

  it('is never more than the ceiling in a day, whenever they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 * 86_400_000 }), { maxLength: 40 }), (offsets) => {
        const instants = offsets.sort((a, b) => a - b).map((offset) => new Date(noon.getTime() + offset));
        const { allowed } = askedAt(instants);
        expect(allowed).toBeLessThanOrEqual(5 * most);
        expect(allowed).toBeGreaterThanOrEqual(Math.min(instants.length, most));
      }),
    );
  });
});
