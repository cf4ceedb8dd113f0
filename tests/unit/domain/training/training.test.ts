import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, durationOf, hoursOf, inOrder, isWithin, totalsOf } from '#domain/training/cpd-log.ts';
import { entryIdForm, entryRefOf, ofAttendance, ofCourse } from '#domain/training/entry.ts';
import { faultsOfTraining, trainingDetails } from '#domain/training/training-record.ts';

const entry = fc.record({
  trainingRecordId: fc.uuid(),
  title: fc.constantFrom('A', 'B'),
  completedOn: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-01'),
  minutes: fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
  participatory: fc.option(fc.boolean(), { nil: undefined }),
});

describe('the sums of a log', () => {
  it('add up to all of it, however it is divided', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const { all, participatory, notParticipatory, notSaid, entriesWithoutHours } = totalsOf(entries);
        expect(participatory + notParticipatory + notSaid).toBe(all);
        expect(entries.length - entriesWithoutHours).toBe(
          entries.filter(({ minutes }) => minutes !== undefined).length,
        );
      }),
    );
  });

  it('are the same whatever the order, which is by day', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const ordered = inOrder(entries);
        expect(totalsOf(ordered)).toEqual(totalsOf(entries));
        expect(ordered.map(({ completedOn }) => completedOn)).toEqual(
          entries.map(({ completedOn }) => completedOn).sort(),
        );
        expect(inOrder(entries.toReversed())).toEqual(ordered);
      }),
    );
  });
});

describe('how long something took', () => {
  it('is said as ISO 8601 has it, to the minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (minutes) => {
        const [, hours = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(durationOf(minutes)) ?? ['', 'x'];
        expect(Number(hours) * 60 + Number(rest)).toBe(minutes);
        expect(Math.abs(hoursOf(minutes) * 60 - minutes)).toBeLessThanOrEqual(0.3 + 1e-9);
      }),
    );
  });

  it('is entered in quarters of an hour, and neither none nor more than a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 9000 }), (quarters) => {
        expect(trainingDetails.hours.safeParse(quarters / 4).success).toBe(quarters > 0 && quarters <= 8000);
        expect(trainingDetails.hours.safeParse(quarters / 4 + 0.1).success).toBe(false);
      }),
    );
  });
});

describe('the days of a log', () => {
  it('are the last three years in London, both ends included', () => {
    const days = daysOf({}, new Date('2027-06-30T23:30:00.000Z'));
    expect(days).toEqual({ from: '2024-07-01', to: '2027-07-01' });
    for (const completedOn of [days.from, days.to]) expect(isWithin(days, { completedOn })).toBe(true);
    for (const completedOn of ['2024-06-30', '2027-07-02']) expect(isWithin(days, { completedOn })).toBe(false);
    expect(daysOf({ to: '2024-02-29' }, new Date())).toEqual({ from: '2021-02-28', to: '2024-02-29' });
  });
});

describe('an entry that is read off what is recorded here', () => {
  const booking = { bookingId: '01KF0A2C4E6G8J1M3P5R7T9V2X', attendance: 'attended', certificateCode: 'C' } as const;
  const session = {
    title: 'Asthma',
    provider: 'Hub',
    format: 'in-person',
    startsAt: '2027-07-01T20:00:00.000Z',
    endsAt: '2027-07-01T23:00:00.000Z',
  } as const;

  it('is of the day on which it was over in London: what ends at midnight ends with the day before', () => {
    expect(ofAttendance(booking, session)).toMatchObject({
      completedOn: '2027-07-01',
      minutes: 180,
      participatory: true,
    });
  });

  it('says no hours of several days, whose nights are none', () => {
    const long = { ...session, startsAt: '2027-06-28T08:00:00.000Z' };
    expect(ofAttendance(booking, long)).not.toHaveProperty('minutes');
  });

  it('leaves it to its owner whether they took part in a webinar', () => {
    expect(ofAttendance(booking, { ...session, format: 'webinar' })).not.toHaveProperty('participatory');
  });

  it('is none where somebody did not come, or has not finished', () => {
    for (const attendance of ['did-not-attend', 'excused', undefined] as const)
      expect(ofAttendance({ ...booking, attendance }, session)).toBeUndefined();
    const course = {
      name: 'C',
      provider: { name: 'P' },
      level: 'level-7',
      startsOn: '2027-01-01',
      endsOn: '2027-02-01',
    } as const;
    const request = { fundingRequestId: booking.bookingId, statusSince: '2027-02-03T23:30:00.000Z', course };
    expect(ofCourse({ ...request, status: 'enrolled' }, () => 'P')).toBeUndefined();
    expect(ofCourse({ ...request, status: 'completed' }, () => 'P')).toMatchObject({
      completedOn: '2027-02-03',
      provider: 'P',
    });
  });

  it('is found again by its id, and by no other text', () => {
    const { trainingRecordId = '' } = ofAttendance(booking, session) ?? {};
    expect(entryRefOf(trainingRecordId)).toEqual({ source: 'attendance', id: booking.bookingId });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(booking.bookingId, trainingRecordId, `own-${booking.bookingId}`)),
        (text) => {
          expect(entryRefOf(text) !== undefined).toBe(entryIdForm.test(text));
        },
      ),
    );
  });
});

describe('what somebody enters', () => {
  it('was completed by today, as it is in London', () => {
    const now = new Date('2027-06-30T23:30:00.000Z');
    expect(faultsOfTraining({ completedOn: '2027-07-01' }, now)).toEqual([]);
    expect(faultsOfTraining({ completedOn: '2027-07-02' }, now)).toMatchObject([{ field: 'completedOn' }]);
    expect(faultsOfTraining({ completedOn: '1949-12-31' }, now)).toMatchObject([{ field: 'completedOn' }]);
    expect(faultsOfTraining({}, now)).toEqual([]);
  });
});
