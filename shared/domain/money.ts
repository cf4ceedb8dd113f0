import * as z from 'zod';

/** `£30`, `£33.33` or `£1,000`. @param pence - a whole number; money is never anything else here */
export function pounds(pence: number): string {
  const whole = String(Math.floor(Math.abs(pence) / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = Math.abs(pence) % 100;
  return `${pence < 0 ? '-' : ''}£${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/** For a spreadsheet, which is to add it up: a number, and never to reckon with here. */
export const poundsAsNumber = (pence: number): number => pence / 100;

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, pence) => sum + pence, 0);

/**
 * An amount in shares that add up to exactly that amount: each is rounded down, and the last takes what is left.
 *
 * @param percents - whole numbers that add up to 100
 */
export function shared(pence: number, percents: readonly number[]): number[] {
  const shares = percents.map((percent) => Math.floor((pence * percent) / 100));
  const last = shares.length - 1;
  return shares.map((share, index) => (index === last ? pence - sumOf(shares.slice(0, last)) : share));
}

/** Whole pence, from nothing to ten million pounds. */
export const pence = z
  .int('Enter whole pence')
  .min(0, 'Enter pence, 0 or more')
  .max(1_000_000_000, 'Enter 1000000000 pence or less');

export const somePence = pence.min(1, 'Enter pence, 1 or more');
