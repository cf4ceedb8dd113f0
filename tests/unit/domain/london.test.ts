import { describe, expect, it } from 'vitest';
import { periodInLondon, wallClockInLondon } from '#domain/time/london.ts';

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
