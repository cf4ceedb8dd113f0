import * as z from 'zod';
import { addDays } from './calendar-time.ts';

/** The latest of these instants, ISO 8601 UTC; those that have not come to be are left out. */
export const latest = (first: string, ...others: readonly (string | undefined)[]): string =>
  others.reduce<string>((last, each) => (each !== undefined && each > last ? each : last), first);

export const daysAfter = (instant: string, days: number): string => addDays(new Date(instant), days).toISOString();

const yearZero = Date.parse('0000-01-01T00:00:00Z');
const yearTenThousand = Date.parse('+010000-01-01T00:00:00Z');

/** Years have four digits, so that text order is time order; an offset may lead out of them. */
const isWithinFourDigits = (value: string): boolean => {
  const time = Date.parse(value);
  return time >= yearZero && time < yearTenThousand;
};

/**
 * An instant, given with any offset and kept as ISO 8601 UTC with milliseconds, so that text order is time order.
 */
export const instant = z.iso
  .datetime({ offset: true, error: 'Enter a date and time with its offset, like 2027-01-18T09:30:00Z' })
  .refine(isWithinFourDigits, 'Enter a date and time that exists')
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()));

/** A day in London. */
export const day = z.iso.date('Enter a day, like 2027-01-18');
