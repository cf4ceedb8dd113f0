import * as z from 'zod';
import { addToDay, type Day } from './working-days.ts';

/** A month of London's calendar: `2027-01`. */
export const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'Enter a month, like 2027-01');
export type Month = z.output<typeof month>;

export const monthOf = (day: Day): Month => day.slice(0, 7);

export function addToMonth(from: Month, months: number): Month {
  const first = new Date(`${from}-01T00:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 7);
}

export const firstDayOf = (of: Month): Day => `${of}-01`;
export const lastDayOf = (of: Month): Day => addToDay(firstDayOf(addToMonth(of, 1)), -1);
