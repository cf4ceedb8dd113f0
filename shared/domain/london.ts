/** The hub's people live by London's clocks, whatever is stored. */
export const london = 'Europe/London';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: london,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

function londonParts(instant: string) {
  const found = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
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
 * @param endsAt - ISO 8601 UTC
 */
export function periodInLondon(startsAt: string, endsAt: string): string {
  const start = londonParts(startsAt);
  const end = londonParts(endsAt);
  const until = end.date === start.date ? timeInWords(end) : `${end.date}, ${timeInWords(end)}`;
  return `${start.date}, ${timeInWords(start)} to ${until}`;
}
