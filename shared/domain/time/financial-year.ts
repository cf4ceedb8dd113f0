import * as z from 'zod';
import { londonDay, startOfLondonDay } from './london.ts';
import type { Day } from './working-days.ts';

/** From 1 April to 31 March, in London, as the NHS accounts: `2026-27`. */
export type FinancialYear = string;

const financialYearPattern = /^20\d{2}-\d{2}$/;

const named = (firstCalendarYear: number): FinancialYear =>
  `${firstCalendarYear}-${String((firstCalendarYear + 1) % 100).padStart(2, '0')}`;

const firstCalendarYearOf = (year: FinancialYear): number => Number(year.slice(0, 4));

/** Whether the two years that a name holds follow each other. */
export const isFinancialYear = (text: string): boolean =>
  financialYearPattern.test(text) && named(firstCalendarYearOf(text)) === text;

export const financialYearOfDay = (day: Day): FinancialYear => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return named(month >= 4 ? year : year - 1);
};

/** @param instant - ISO 8601 UTC; 31 March 23:30 UTC is 1 April in London */
export const financialYearOf = (instant: string): FinancialYear => financialYearOfDay(londonDay(instant));

export const firstDayOf = (year: FinancialYear): Day => `${firstCalendarYearOf(year)}-04-01`;
export const lastDayOf = (year: FinancialYear): Day => `${firstCalendarYearOf(year) + 1}-03-31`;

/** The first moment that no longer belongs to the year, as ISO 8601 UTC. */
export const endOf = (year: FinancialYear): string => startOfLondonDay(`${firstCalendarYearOf(year) + 1}-04-01`);

export const yearsAfter = (year: FinancialYear, count: number): FinancialYear =>
  named(firstCalendarYearOf(year) + count);

/** `2026-27` and the like, in which the second year follows the first: written out for readers of the API's document. */
const financialYears = `^20(${Array.from({ length: 100 }, (_, year) => [year, (year + 1) % 100].map((part) => String(part).padStart(2, '0')).join('-')).join('|')})$`;

export const financialYear = z
  .string()
  .refine(isFinancialYear, 'Enter a financial year, like 2026-27')
  .meta({ pattern: financialYears })
  .meta({ example: '2026-27' });
