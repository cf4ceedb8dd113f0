import { addDays } from './calendar-time.ts';

/** A day in London: `2027-01-18`. */
export type Day = string;

/** @param day - counted from midnight UTC, where no clock changes */
const asDate = (day: Day): Date => new Date(`${day}T00:00:00.000Z`);
export const addToDay = (day: Day, days: number): Day => addDays(asDate(day), days).toISOString().slice(0, 10);
/** 0 is Sunday. */
const weekday = (day: Day): number => asDate(day).getUTCDay();
const dayOf = (year: number, month: number, date: number): Day =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);

/** Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher). */
function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

function mondayOnOrAfter(day: Day): Day {
  return addToDay(day, (8 - weekday(day)) % 7);
}

/** Without those that were proclaimed, in no order. */
function reckon(year: number): Day[] {
  const easter = easterSunday(year);
  const newYear = dayOf(year, 1, 1);
  const christmas = dayOf(year, 12, 25);
  const boxingDay = dayOf(year, 12, 26);
  const isWeekend = (day: Day) => [0, 6].includes(weekday(day));
  // 27 and 28 December stand in for whichever of the two days falls on a weekend.
  const substitutes: Readonly<Record<number, Day[]>> = {
    5: [christmas, dayOf(year, 12, 28)],
    6: [dayOf(year, 12, 27), dayOf(year, 12, 28)],
    0: [dayOf(year, 12, 26), dayOf(year, 12, 27)],
  };
  return [
    isWeekend(newYear) ? mondayOnOrAfter(newYear) : newYear,
    addToDay(easter, -2),
    addToDay(easter, 1),
    mondayOnOrAfter(dayOf(year, 5, 1)),
    mondayOnOrAfter(dayOf(year, 5, 25)),
    mondayOnOrAfter(dayOf(year, 8, 25)),
    ...(substitutes[weekday(christmas)] ?? [christmas, boxingDay]),
  ];
}

/** By year: whoever counts working days asks the same of each of several days. */
const made = new Map<number, readonly Day[]>();

/** As they are reckoned, once for each year. */
function everyYears(year: number): readonly Day[] {
  const found = made.get(year) ?? reckon(year);
  made.set(year, found);
  return found;
}

/**
 * England's bank holidays of a year (Banking and Financial Dealings Act 1971, and the proclamations for New Year's Day and
 * the first Monday of May), with the substitute days for those that fall on a weekend.
 *
 * @param proclaimed - days that were proclaimed besides, such as for a coronation: the hub's data
 */
export function bankHolidays(year: number, proclaimed: readonly Day[] = []): Day[] {
  return [...everyYears(year), ...proclaimed.filter((day) => day.startsWith(`${year}-`))].sort();
}

/** Neither a weekend nor a bank holiday of England. */
export function isWorkingDay(day: Day, proclaimed: readonly Day[] = []): boolean {
  if ([0, 6].includes(weekday(day))) return false;
  return !everyYears(Number(day.slice(0, 4))).includes(day) && !proclaimed.includes(day);
}
