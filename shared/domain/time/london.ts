/** The hub's people live by London's clocks, whatever is stored. */
export const london = 'Europe/London';

const hour = 3_600_000;
const day = 24 * hour;

/** 1am UTC on the last Sunday of a month of a year. @param month - from 0 */
function lastSundayOf(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month + 1, 0);
  return last.getTime() + hour - last.getUTCDay() * day;
}

/**
 * By how much London's clocks are ahead of UTC, in milliseconds: an hour from 1am UTC on the last Sunday of March to 1am UTC on the
 * last Sunday of October (the Summer Time Order 2002; so since 1996). Reckoned, since asking `Intl` costs more than all else
 * that a function does as it starts; a test holds it against `Intl`.
 */
function aheadOfUtc(instant: Date): number {
  const year = instant.getUTCFullYear();
  const isSummer = instant.getTime() >= lastSundayOf(year, 2) && instant.getTime() < lastSundayOf(year, 9);
  return isSummer ? hour : 0;
}

/** What London's clocks show, in the fields of UTC. */
const inLondon = (instant: Date): Date => new Date(instant.getTime() + aheadOfUtc(instant));

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function londonParts(instant: Date) {
  const shown = inLondon(instant);
  const [weekday, month] = [weekdays[shown.getUTCDay()], months[shown.getUTCMonth()]];
  return {
    date: `${weekday} ${shown.getUTCDate()} ${month} ${shown.getUTCFullYear()}`,
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/** GOV.UK style: 9am, 1:30pm, midday, midnight. */
function timeInWords({ hour, minute }: { readonly hour: number; readonly minute: number }): string {
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/**
 * When something is, in London, as GOV.UK writes it: `Monday 18 January 2027, 1pm to 4pm`.
 *
 * @param startsAt - ISO 8601 UTC
 * @param endsAt - ISO 8601 UTC, after `startsAt`
 */
export function periodInLondon(startsAt: string, endsAt: string): string {
  return `${londonParts(new Date(startsAt)).date}, ${timesInLondon(startsAt, endsAt)}`;
}

/** The same where the day stands beside it: `1pm to 4pm`. */
export function timesInLondon(startsAt: string, endsAt: string): string {
  const start = londonParts(new Date(startsAt));
  const end = londonParts(new Date(endsAt));
  // What ends at midnight ends with that day, as people say it, not on the next.
  const lastDay = londonParts(new Date(Date.parse(endsAt) - 1)).date;
  const until = lastDay === start.date ? timeInWords(end) : `${lastDay}, ${timeInWords(end)}`;
  return `${timeInWords(start)} to ${until}`;
}

/**
 * What a calendar and a clock on a wall in London show: `2027-07-19T14:00:00`.
 *
 * @param instant - ISO 8601 UTC
 */
export const wallClockInLondon = (instant: string): string =>
  inLondon(new Date(instant)).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length);

/** The day that it is in London: `2027-07-19`. */
export const londonDay = (instant: string): string => wallClockInLondon(instant).slice(0, 10);

/**
 * When a day begins in London, as ISO 8601 UTC: an hour earlier in summer. The clocks change after midnight, so that there is
 * always exactly one such moment.
 *
 * @param day - `2027-07-19`
 */
export function startOfLondonDay(day: string): string {
  const winter = `${day}T00:00:00.000Z`;
  const summer = new Date(Date.parse(winter) - 3_600_000).toISOString();
  return londonDay(summer) === day ? summer : winter;
}

/** `Wednesday 13 January 2027`. */
export const dayInWords = (day: string): string => londonParts(new Date(`${day}T12:00:00.000Z`)).date;

/** `January 2027`. @param month - `2027-01` */
export const monthInWords = (month: string): string => `${months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

/** `Monday 18 January 2027, 1pm`. */
export function momentInLondon(instant: string): string {
  const parts = londonParts(new Date(instant));
  return `${parts.date}, ${timeInWords(parts)}`;
}
