import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initials } from '#domain/bookings/attendance.ts';
import {
  chargeFor,
  chargeForCancelling,
  feePence,
  isLate,
  lastDayToCancel,
  policyInWords,
} from '#domain/bookings/cancellation-policy.ts';
import { isOwedAgain, needsReminder, reminderDue, remindersFor } from '#domain/bookings/reminders.ts';
import { searchFor } from '#domain/bookings/session-search.ts';
import { offerEndsAt, rankBetween, rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { pounds } from '#domain/money.ts';
import { certificateCode, certificateCodePattern } from '#domain/reference.ts';
import { londonDay, startOfLondonDay } from '#domain/time/london.ts';
import { addToDay, bankHolidays, isWorkingDay } from '#domain/time/working-days.ts';
import { followUpsDue, partOfTheRest } from '#functions/bookings/sessions/tend-sessions.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { createIds } from '#platform/ids.ts';

const day = 86_400_000;

describe('the bank holidays of England', () => {
  it.each([
    [2025, '2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26'],
    [2026, '2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28'],
    [2027, '2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28'],
    [2028, '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26'],
  ])('are in %i as gov.uk lists them', (year, published) => {
    expect(bankHolidays(year).join(' ')).toBe(published);
  });

  it('are eight a year and never on a weekend, and those proclaimed besides', () => {
    for (let year = 2020; year < 2060; year += 1) {
      expect(new Set(bankHolidays(year)).size).toBe(8);
      for (const holiday of bankHolidays(year)) expect([0, 6]).not.toContain(new Date(holiday).getUTCDay());
    }
    const proclaimed = ['2023-05-08', '2022-09-19'];
    expect(bankHolidays(2023, proclaimed)).toEqual([...bankHolidays(2023), '2023-05-08'].sort());
    expect(isWorkingDay('2023-05-08', ['2023-05-08'])).toBe(false);
    expect(isWorkingDay('2023-05-08')).toBe(true);
  });
});

describe('Easter', () => {
  /** By another way than ours: J.-M. Oudin, 1940, as the Explanatory Supplement to the Astronomical Almanac has it. */
  function easterSunday(year: number): string {
    const { floor } = Math;
    const century = floor(year / 100);
    const golden = year % 19;
    const k = floor((century - 17) / 25);
    let i = (century - floor(century / 4) - floor((century - k) / 3) + 19 * golden + 15) % 30;
    i -= floor(i / 28) * (1 - floor(i / 28) * floor(29 / (i + 1)) * floor((21 - golden) / 11));
    const j = (year + floor(year / 4) + i + 2 - century + floor(century / 4)) % 7;
    const l = i - j;
    const month = 3 + floor((l + 40) / 44);
    return new Date(Date.UTC(year, month - 1, l + 28 - 31 * floor(month / 4))).toISOString().slice(0, 10);
  }

  it('is where the almanac has it, for six hundred years', () => {
    for (let year = 1900; year < 2500; year += 1) {
      const easter = easterSunday(year);
      expect(bankHolidays(year)).toEqual(expect.arrayContaining([addToDay(easter, -2), addToDay(easter, 1)]));
    }
  });
});

describe('a cancellation policy', () => {
  const policy = {
    unit: 'working-days',
    notice: 2,
    feeBands: [
      { upToMinutes: 240, pence: 3000 },
      { upToMinutes: null, pence: 6050 },
    ],
    payer: 'practice',
    waivedBySubstitute: true,
  } as const;
  const monday = { startsAt: '2027-01-18T13:00:00.000Z', endsAt: '2027-01-18T17:00:00.000Z' };

  it('with two working days asks for a Monday session to be cancelled by the Wednesday', () => {
    expect(lastDayToCancel(policy, monday.startsAt, [])).toBe('2027-01-13');
  });

  it('passes over Christmas, or counts it where its days are the calendar’s', () => {
    expect(lastDayToCancel(policy, '2026-12-29T10:00:00.000Z', [])).toBe('2026-12-22');
    expect(lastDayToCancel({ ...policy, unit: 'calendar-days' }, '2026-12-29T10:00:00.000Z', [])).toBe('2026-12-26');
  });

  it('counts exactly its notice in whole days between', () => {
    const starts = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
    const units = fc.constantFrom('working-days' as const, 'calendar-days' as const);
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 12 }), units, (start, notice, unit) => {
        const last = lastDayToCancel({ ...policy, notice, unit }, start.toISOString(), []);
        let whole = 0;
        for (
          let between = addToDay(last, 1);
          between < londonDay(start.toISOString());
          between = addToDay(between, 1)
        ) {
          if (unit === 'calendar-days' || isWorkingDay(between)) whole += 1;
        }
        expect(whole).toBe(notice);
      }),
    );
  });

  it('ends the last day at midnight in London, in winter and in summer', () => {
    const lateAt = (instant: string, startsAt: string) => isLate(policy, { startsAt }, new Date(instant), []);
    expect(lateAt('2027-01-13T23:59:59.999Z', monday.startsAt)).toBe(false);
    expect(lateAt('2027-01-14T00:00:00.000Z', monday.startsAt)).toBe(true);
    expect(lateAt('2027-07-14T22:59:59.999Z', '2027-07-19T12:00:00.000Z')).toBe(false);
    expect(lateAt('2027-07-14T23:00:00.000Z', '2027-07-19T12:00:00.000Z')).toBe(true);
    // Easter and the change of the clocks lie between the last day and this Tuesday.
    expect(lateAt('2027-03-23T23:59:59.999Z', '2027-03-30T12:00:00.000Z')).toBe(false);
    expect(lateAt('2027-03-24T00:00:00.000Z', '2027-03-30T12:00:00.000Z')).toBe(true);
  });

  it('takes its fee from the band of the session’s length, its limit included', () => {
    expect(feePence(policy, monday)).toBe(3000);
    expect(feePence(policy, { ...monday, endsAt: '2027-01-18T17:01:00.000Z' })).toBe(6050);
    expect(feePence({ ...policy, feeBands: [{ upToMinutes: 60, pence: 100 }] }, monday)).toBe(0);
    expect(pounds(3000)).toBe('£30');
    expect(pounds(33_333)).toBe('£333.33');
  });

  it('charges who cancels late, and nobody else', () => {
    const late = new Date('2027-01-14T09:00:00.000Z');
    expect(chargeForCancelling(policy, monday, late, [])).toEqual({
      pence: 3000,
      payer: 'practice',
      because: 'late-cancellation',
    });
    expect(chargeForCancelling(policy, monday, new Date('2027-01-13T09:00:00.000Z'), [])).toBeUndefined();
    expect(chargeForCancelling({ ...policy, feeBands: [] }, monday, late, [])).toBeUndefined();
    expect(chargeForCancelling(null, monday, late, [])).toBeUndefined();
    expect(chargeFor('did-not-attend', null, monday)).toBeUndefined();
  });

  it('is said in words', () => {
    expect(policyInWords(policy, monday, [])).toBe(
      'If you cannot come, cancel by the end of Wednesday 13 January 2027. After that, or if you do not come, there is a fee of £30, to be paid by your practice or employer. There is no fee if a colleague comes instead of you.',
    );
    expect(policyInWords({ ...policy, payer: 'person', waivedBySubstitute: false }, monday, [])).toBe(
      'If you cannot come, cancel by the end of Wednesday 13 January 2027. After that, or if you do not come, there is a fee of £30, to be paid by you.',
    );
    expect(policyInWords({ ...policy, feeBands: [] }, monday, [])).toBe(
      'If you cannot come, please cancel by the end of Wednesday 13 January 2027, so that a colleague can have your place.',
    );
  });
});

describe('a day in London', () => {
  it('begins at the first moment of that day, on every day of fifteen years', () => {
    for (let of = '2020-01-01'; of < '2035-01-01'; of = addToDay(of, 1)) {
      const start = startOfLondonDay(of);
      expect(londonDay(start)).toBe(of);
      expect(londonDay(new Date(Date.parse(start) - 1).toISOString())).toBe(addToDay(of, -1));
    }
  });
});

describe('an offer', () => {
  const decisions = southEastLondon.offers;
  const now = new Date('2027-01-04T09:00:00.000Z');
  const ends = (closesInMs: number) =>
    Date.parse(offerEndsAt(now, new Date(now.getTime() + closesInMs).toISOString(), decisions)) - now.getTime();

  it('lasts two days at most, shorter as the session nears, an hour at least, and never beyond the closing', () => {
    expect(ends(60 * day)).toBe(2 * day);
    expect(ends(2 * day)).toBe(day / 2);
    expect(ends(2 * 3_600_000)).toBe(3_600_000);
    expect(ends(600_000)).toBe(600_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * day }), fc.integer({ min: 0, max: day }), (closes, earlier) => {
        expect(ends(closes)).toBeLessThanOrEqual(closes);
        expect(ends(closes)).toBeGreaterThan(0);
        if (closes > earlier) expect(ends(closes - earlier)).toBeLessThanOrEqual(ends(closes));
      }),
    );
  });
});

describe('a rank in the line', () => {
  const aRank = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 47 }), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'))
    .map(([ms, end]) => rankOfJoining(`${createIds(() => new Date(ms))().slice(0, 20)}00000${end}`));

  it('leaves room between any two, even where ids end in zeros', () => {
    fc.assert(
      fc.property(aRank, aRank, fc.array(fc.boolean(), { maxLength: 40 }), (a, b, turns) => {
        fc.pre(a !== b);
        let [low, high] = [a, b].sort() as [string, string];
        for (const upwards of turns) {
          const between = rankBetween(low, high);
          expect(low < between && between < high).toBe(true);
          [low, high] = upwards ? [between, high] : [low, between];
        }
      }),
    );
  });

  it('is as short as can be between neighbours', () => {
    expect(rankBetween('9', 'AG')).toBe('A');
    expect(rankBetween('', '2')).toBe('1');
    expect(rankBetween('4', undefined)).toBe('J');
  });

  it('leaves room before the first, again and again', () => {
    let first = rankOfJoining('01KF0A2C4E6G8J1M3P5R7T9V00');
    for (let n = 0; n < 300; n += 1) {
      const before = rankBetween('', first);
      expect(before < first && before.length > 0).toBe(true);
      first = before;
    }
  });
});

describe('reminders', () => {
  const startsAt = '2027-01-18T13:00:00.000Z';
  const due = (format: 'webinar' | 'in-person', now: string) => reminderDue({ format, startsAt }, new Date(now));

  it('are due a week and a day before, and for a webinar an hour, until it starts', () => {
    expect(remindersFor('in-person')).toEqual(['week', 'day']);
    expect(due('webinar', '2027-01-11T12:59:59.999Z')).toBeUndefined();
    expect(due('webinar', '2027-01-11T13:00:00.000Z')).toBe('week');
    expect(due('webinar', '2027-01-17T13:00:00.000Z')).toBe('day');
    expect(due('webinar', '2027-01-18T12:00:00.000Z')).toBe('hour');
    expect(due('in-person', '2027-01-18T12:00:00.000Z')).toBe('day');
    expect(due('webinar', startsAt)).toBeUndefined();
  });

  it('go to who had their place by then, and again only where the session has moved by more than a day', () => {
    expect(needsReminder('week', startsAt, '2027-01-11T12:59:59.999Z')).toBe(true);
    expect(needsReminder('week', startsAt, '2027-01-11T13:00:00.000Z')).toBe(false);
    expect(isOwedAgain('week', '2027-01-18T14:00:00.000Z', new Date('2027-01-11T13:05:00.000Z'))).toBe(false);
    expect(isOwedAgain('week', '2027-02-18T14:00:00.000Z', new Date('2027-01-11T13:05:00.000Z'))).toBe(true);
    // Moved so that it is due in a day exactly: they have just been reminded.
    expect(isOwedAgain('day', '2027-02-18T14:00:00.000Z', new Date('2027-02-16T14:00:00.000Z'))).toBe(false);
    expect(isOwedAgain('day', '2027-02-18T14:00:00.001Z', new Date('2027-02-16T14:00:00.000Z'))).toBe(true);
  });

  it('are found with what else the hour brings: places to offer, and too few people', () => {
    const session = { sessionId: 's', format: 'in-person', startsAt, minimumNumbers: 5 };
    const places = { status: 'published', capacity: 9, taken: 4, offered: 1, waitlisted: 1, closesAt: startsAt };
    const stored = { session, places } as unknown as Parameters<typeof followUpsDue>[0];
    const kinds = (now: string, notices = {}) => followUpsDue(stored, notices, new Date(now)).map(({ kind }) => kind);
    expect(kinds('2027-01-10T13:00:00.000Z')).toEqual(['offer-places']);
    expect(kinds('2027-01-11T13:00:00.000Z')).toEqual(['offer-places', 'remind', 'tell-minimum-not-reached']);
    const given = { weekReminderAt: startsAt, minimumNumbersAt: startsAt };
    expect(kinds('2027-01-11T13:00:00.000Z', given)).toEqual(['offer-places']);
  });
});

describe('a place that is free, of a session far ahead, and was not offered', () => {
  const day = 86_400_000;

  it('is looked for once a day at least, at so few sessions at a time as are three shares of a day', () => {
    const late = fc.array(fc.integer({ min: -30_000, max: 30_000 }), { minLength: 288, maxLength: 288 });
    const when = { min: new Date('2027-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true };
    fc.assert(
      fc.property(
        fc.date(when),
        fc.integer({ min: 8 * day, max: 3 * 365 * day }),
        late,
        fc.nat(287),
        (first, ahead, runs, failed) => {
          const startsAt = new Date(first.getTime() + ahead).toISOString();
          // One of them fails, and each comes when it comes.
          const parts = runs
            .map((late, run) => partOfTheRest(new Date(first.getTime() + run * 300_000 + late)))
            .filter((_, run) => run !== failed);
          expect(parts.some(({ from, to }) => from <= startsAt && startsAt <= to)).toBe(true);
          for (const { from, to } of parts) expect(Date.parse(to) - Date.parse(from)).toBeLessThan(12 * day);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what others see', () => {
  it.each([
    ["Siobhán O'Brien", 'S. O.'],
    ['anna-maría de la cruz', 'A. D. L. C.'],
    ['Zoë', 'Z.'],
    ['山田 太郎', '山. 太.'],
    ['Ann 👩‍⚕️ Bell', 'A. B.'],
    ['Ann  Bell', 'A. B.'],
  ])('of %s on a certificate are the initials', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('is a code to read out', () => {
    expect(certificateCode(randomBytes)).toMatch(certificateCodePattern);
  });

  it('is found by words in any order, without accents, and for whom it is', () => {
    const session = {
      format: 'webinar',
      title: 'Children’s asthma',
      description: 'With Dr Zoë Brown',
      provider: 'Bexley',
      audience: { roleGroups: ['nurse'], boroughs: [] },
    } as const;
    expect(searchFor({ q: "ZOE children's" })(session)).toBe(true);
    expect(searchFor({ q: 'asthma diabetes' })(session)).toBe(false);
    expect(searchFor({ roleGroup: 'gp' })(session)).toBe(false);
    expect(searchFor({ roleGroup: 'nurse', borough: 'Lambeth', format: 'webinar' })(session)).toBe(true);
    expect(searchFor({ format: 'in-person' })(session)).toBe(false);
    const inTwo = { ...session, audience: { roleGroups: [], boroughs: ['Bexley', 'Lambeth'] } } as const;
    expect(searchFor({ borough: 'lambeth' })(inTwo)).toBe(true);
    expect(searchFor({ borough: 'Southwark' })(inTwo)).toBe(false);
  });
});
