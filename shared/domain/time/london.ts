/** The hub's people live by London's clocks, whatever is stored. */
export const london = 'Europe/London';

const inWords = new Intl.DateTimeFormat('en-GB', {
  timeZone: london,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

const inDigits = new Intl.DateTimeFormat('en-GB', {
  timeZone: london,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const partsOf = (format: Intl.DateTimeFormat, instant: Date) =>
  Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));

function londonParts(instant: Date) {
  const found = partsOf(inWords, instant);
  return {
    date: `${found.weekday} ${found.day} ${found.month} ${found.year}`,
    hour: Number(found.hour),
    minute: Number(found.minute),
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
  const start = londonParts(new Date(startsAt));
  const end = londonParts(new Date(endsAt));
  // What ends at midnight ends with that day, as people say it, not on the next.
  const lastDay = londonParts(new Date(Date.parse(endsAt) - 1)).date;
  const until = lastDay === start.date ? timeInWords(end) : `${lastDay}, ${timeInWords(end)}`;
  return `${start.date}, ${timeInWords(start)} to ${until}`;
}

/**
 * What a calendar and a clock on a wall in London show: `2027-07-19T14:00:00`.
 *
 * @param instant - ISO 8601 UTC
 */
export function wallClockInLondon(instant: string): string {
  const { year, month, day, hour, minute, second } = partsOf(inDigits, new Date(instant));
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

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

/** `Monday 18 January 2027, 1pm`. */
export function momentInLondon(instant: string): string {
  const parts = londonParts(new Date(instant));
  return `${parts.date}, ${timeInWords(parts)}`;
}
