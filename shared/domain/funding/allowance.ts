import { sumOf } from '../money.ts';
import { type FinancialYear, yearsAfter } from '../time/financial-year.ts';

/** What one person may be given, of all the pots of one scheme together. Caps are per head, not per hours worked. */
export interface Caps {
  /** Pence in a financial year; `null`: no such cap. */
  readonly yearPence: number | null;
  /** Pence in any so many financial years that follow each other; `null`: no such cap. */
  readonly severalYears: { readonly years: number; readonly pence: number } | null;
}

/** Pence awarded to one person, by the financial year of the pot. */
export type Awarded = Readonly<Record<FinancialYear, number>>;

export interface AllowanceLeft {
  /** Pence; `null` where no cap applies. */
  readonly inYear: number | null;
  readonly overYears: number | null;
  /** What may be awarded: the smaller of the two. */
  readonly pence: number | null;
}

/** Every run of so many financial years that has this one in it, since an award may be made after one for a later year. */
const runsWith = (year: FinancialYear, length: number): FinancialYear[][] =>
  Array.from({ length }, (_, first) => Array.from({ length }, (_, index) => yearsAfter(year, index - first)));

/** What is left for one person in a financial year. Nothing is carried over but what the cap over several years allows. */
export function allowanceLeft(caps: Caps, awarded: Awarded, year: FinancialYear): AllowanceLeft {
  const inRun = (years: readonly FinancialYear[]) => sumOf(years.map((each) => awarded[each] ?? 0));
  const inYear = caps.yearPence === null ? null : Math.max(0, caps.yearPence - (awarded[year] ?? 0));
  const overYears =
    caps.severalYears === null
      ? null
      : Math.max(0, caps.severalYears.pence - Math.max(...runsWith(year, caps.severalYears.years).map(inRun)));
  const limits = [inYear, overYears].filter((pence) => pence !== null);
  return { inYear, overYears, pence: limits.length === 0 ? null : Math.min(...limits) };
}

/** What was awarded to one person under several addresses. */
export const together = (each: readonly Awarded[]): Awarded =>
  each
    .flatMap((awarded) => Object.entries(awarded))
    .reduce<Awarded>((sum, [year, pence]) => withAwarded(sum, year, pence), {});

/** @param pence - negative where an award is given back */
export const withAwarded = (awarded: Awarded, year: FinancialYear, pence: number): Awarded => ({
  ...awarded,
  [year]: (awarded[year] ?? 0) + pence,
});
