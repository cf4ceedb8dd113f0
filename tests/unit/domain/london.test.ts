import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInWords, monthInWords, periodInLondon, startOfLondonDay, wallClockInLondon } from '#domain/time/london.ts';
import { addToMonth, firstDayOf, lastDayOf, month, monthOf } from '#domain/time/months.ts';

describe('a period in London', () => {
  it.each([
    ['in winter, when London keeps UTC', '2027-01-18T13:00:00.000Z', '2027-01-18T16:00:00.000Z', '1pm to 4pm'],
    ['with minutes', '2027-01-18T09:05:00.000Z', '2027-01-18T16:30:00.000Z', '9:05am to 4:30pm'],
    ['from midday', '2027-01-18T12:00:00.000Z', '2027-01-18T12:45:00.000Z', 'midday to 12:45pm'],
    ['from just after midnight', '2027-01-18T00:15:00.000Z', '2027-01-18T01:00:00.000Z', '12:15am to 1am'],
    ['from midnight', '2027-01-18T00:00:00.000Z', '2027-01-18T02:00:00.000Z', 'midnight to 2am'],
    [
      'to midnight, which belongs to its evening',
      '2027-01-18T18:00:00.000Z',
      '2027-01-19T00:00:00.000Z',
      '6pm to midnight',
    ],
  ])('names the day once %s', (_, startsAt, endsAt, times) => {
    expect(periodInLondon(startsAt, endsAt)).toBe(`Monday 18 January 2027, ${times}`);
  });

  it('is an hour ahead of UTC in summer', () => {
    expect(periodInLondon('2027-07-19T13:00:00.000Z', '2027-07-19T16:00:00.000Z')).toBe(
      'Monday 19 July 2027, 2pm to 5pm',
    );
  });

  it('names the London day where UTC is still on the day before', () => {
    expect(periodInLondon('2027-07-18T23:30:00.000Z', '2027-07-19T01:00:00.000Z')).toBe(
      'Monday 19 July 2027, 12:30am to 2am',
    );
  });

  it('names both days where there are two', () => {
    expect(periodInLondon('2027-01-18T09:00:00.000Z', '2027-01-20T16:00:00.000Z')).toBe(
      'Monday 18 January 2027, 9am to Wednesday 20 January 2027, 4pm',
    );
  });

  it('ends several days at the midnight of the last', () => {
    expect(periodInLondon('2027-01-18T09:00:00.000Z', '2027-01-20T00:00:00.000Z')).toBe(
      'Monday 18 January 2027, 9am to Tuesday 19 January 2027, midnight',
    );
  });

  it.each([
    ['forward', '2027-03-28T00:30:00.000Z', '2027-03-28T01:30:00.000Z', 'Sunday 28 March 2027, 12:30am to 2:30am'],
    ['back', '2027-10-31T00:30:00.000Z', '2027-10-31T02:30:00.000Z', 'Sunday 31 October 2027, 1:30am to 2:30am'],
  ])('shows what the clocks show on the night that they go %s', (_, startsAt, endsAt, period) => {
    expect(periodInLondon(startsAt, endsAt)).toBe(period);
  });
});

describe('the clock on a wall in London', () => {
  it.each([
    ['2027-01-18T00:00:00.000Z', '2027-01-18T00:00:00'],
    ['2027-03-28T00:59:59.000Z', '2027-03-28T00:59:59'],
    ['2027-03-28T01:00:00.000Z', '2027-03-28T02:00:00'],
    ['2027-07-18T23:05:00.000Z', '2027-07-19T00:05:00'],
    ['2027-10-31T02:00:00.000Z', '2027-10-31T02:00:00'],
  ])('shows at %s %s', (instant, shown) => {
    expect(wallClockInLondon(instant)).toBe(shown);
  });
});

describe('what is reckoned of London', () => {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const byIntl = (instant: string) => {
    const parts = Object.fromEntries(shown.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  };
  /** Of one of the two nights of the year in which the clocks change, or of whatever day. */
  const moment = fc.oneof(
    fc.date({ min: new Date('1996-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true }),
    fc
      .tuple(
        fc.integer({ min: 1996, max: 2099 }),
        fc.constantFrom(2, 9),
        fc.integer({ min: 24, max: 32 }),
        fc.nat(7_200_000),
      )
      .map(([year, month, date, ms]) => new Date(Date.UTC(year, month, date) + ms)),
  );

  it('is what the time zones of the world say, in every year since the rule stands', () => {
    fc.assert(
      fc.property(moment, (date) => {
        const instant = date.toISOString();
        expect(wallClockInLondon(instant)).toBe(byIntl(instant));
        const day = byIntl(instant).slice(0, 10);
        expect(byIntl(startOfLondonDay(day))).toBe(`${day}T00:00:00`);
        expect(dayInWords(day)).toBe(
          new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'full' })
            .format(new Date(`${day}T12:00:00Z`))
            .replace(',', ''),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('a month', () => {
  it('is followed by the next, and ends with its last day', () => {
    expect([addToMonth('2026-12', 1), addToMonth('2027-01', -1), addToMonth('2027-01', 24)]).toEqual([
      '2027-01',
      '2026-12',
      '2029-01',
    ]);
    expect(['2027-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual(['2027-02-28', '2028-02-29', '2026-12-31']);
    expect(firstDayOf(monthOf('2027-02-28'))).toBe('2027-02-01');
    expect(monthInWords('2026-12')).toBe('December 2026');
  });

  it('is none before January or after December', () => {
    for (const none of ['2027-00', '2027-13', '2027-1', '2027-01-01', ''])
      expect(month.safeParse(none).success).toBe(false);
    expect(month.parse('2027-10')).toBe('2027-10');
  });
});
