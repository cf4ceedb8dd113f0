import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideBooking,
  decideCancellation,
  hasStarted,
  type Places,
  placesLeft,
} from '../../../shared/domain/booking.ts';
import { addDays, addYears } from '../../../shared/domain/calendar-time.ts';
import { emailAddress, instant, line, odsCode, workplace } from '../../../shared/domain/fields.ts';
import { bookingReference, referencePattern } from '../../../shared/domain/reference.ts';
import { faultsOfChange, faultsOfPublishing, faultsOfSession } from '../../../shared/domain/session.ts';

const now = new Date('2027-01-04T09:00:00.000Z');
const later = '2027-01-18T13:00:00.000Z';

const anyPlaces: fc.Arbitrary<Places> = fc.record({
  status: fc.constantFrom('draft', 'published'),
  capacity: fc.integer({ min: 1, max: 50 }),
  confirmed: fc.integer({ min: 0, max: 60 }),
  waitlisted: fc.integer({ min: 0, max: 60 }),
  startsAt: fc.constantFrom('2027-01-04T08:59:59.999Z', '2027-01-04T09:00:00.000Z', later),
});

describe('deciding a booking', () => {
  it('never confirms beyond the capacity, before the waiting list, of a draft, or after the start', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        if (decideBooking(places, now) !== 'confirmed') return;
        expect(places.confirmed).toBeLessThan(places.capacity);
        expect(places.waitlisted).toBe(0);
        expect(places.status).toBe('published');
        expect(hasStarted(places, now)).toBe(false);
      }),
    );
  });

  it('turns nobody away from a published session that has yet to start', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const open = places.status === 'published' && !hasStarted(places, now);
        expect(['confirmed', 'waitlisted'].includes(decideBooking(places, now))).toBe(open);
      }),
    );
  });

  it('shows places as left exactly when the next booking would be confirmed', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const open = { ...places, status: 'published' as const, startsAt: later };
        expect(placesLeft(open) > 0).toBe(decideBooking(open, now) === 'confirmed');
        expect(placesLeft(open)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('deciding a cancellation', () => {
  it('is too late once the session has started, to the millisecond', () => {
    const booking = { status: 'confirmed' } as const;
    expect(decideCancellation(booking, { startsAt: '2027-01-04T09:00:00.001Z' }, now)).toBe('cancel');
    expect(decideCancellation(booking, { startsAt: '2027-01-04T09:00:00.000Z' }, now)).toBe('too-late');
  });

  it('is done already when it was, even after the start', () => {
    expect(decideCancellation({ status: 'cancelled' }, { startsAt: '2026-01-01T00:00:00.000Z' }, now)).toBe(
      'already-cancelled',
    );
  });
});

describe('a session', () => {
  const session = {
    title: 'Title',
    description: 'Text',
    format: 'webinar',
    provider: 'Provider',
    venue: null,
    joinLink: null,
    startsAt: later,
    endsAt: '2027-01-18T16:00:00.000Z',
    capacity: 1,
  } as const;
  const fieldsOf = (faults: readonly { field: string }[]) => faults.map(({ field }) => field);

  it('ends after it starts, and takes place somewhere if people come in person', () => {
    expect(fieldsOf(faultsOfSession({ ...session, endsAt: later, format: 'in-person' }))).toEqual(['endsAt', 'venue']);
    expect(faultsOfSession(session)).toEqual([]);
  });

  it('is offered only with a way to join, and in the future', () => {
    expect(fieldsOf(faultsOfPublishing(session, now))).toEqual(['joinLink']);
    expect(fieldsOf(faultsOfPublishing({ ...session, joinLink: 'https://a.example' }, new Date(later)))).toEqual([
      'startsAt',
    ]);
  });

  it('may have its wording put right after it began, but not be moved into the past', () => {
    const published = { ...session, joinLink: 'https://a.example' };
    const after = new Date('2027-02-01T00:00:00Z');
    expect(faultsOfChange(published, { ...published, title: 'Better' }, 'published', after)).toEqual([]);
    const moved = { ...published, startsAt: '2027-01-19T13:00:00.000Z', endsAt: '2027-01-19T16:00:00.000Z' };
    expect(fieldsOf(faultsOfChange(published, moved, 'published', after))).toEqual(['startsAt']);
    expect(faultsOfChange(published, moved, 'draft', after)).toEqual([]);
  });
});

describe('a booking reference', () => {
  it('can be read out: no vowels, nothing that is mistaken for something else', () => {
    for (let n = 0; n < 200; n += 1) {
      const reference = bookingReference(randomBytes);
      expect(reference).toMatch(referencePattern);
      expect(reference).not.toMatch(/[AEIOU01L]/);
    }
  });

  it('is made of every symbol alike', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 4000; n += 1) {
      for (const symbol of bookingReference(randomBytes).replace('-', ''))
        counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    }
    expect(counts.size).toBe(27);
    const expected = 40_000 / 27;
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.2);
  });
});

describe('time', () => {
  it('adds years without ever leaving the month', () => {
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 20 }), (date, years) => {
        const result = addYears(date, years);
        expect(result.getUTCFullYear()).toBe(date.getUTCFullYear() + years);
        expect(result.getUTCMonth()).toBe(date.getUTCMonth());
      }),
    );
  });

  it('adds days of 24 hours, across a clock change too', () => {
    expect(addDays(new Date('2027-03-27T12:00:00Z'), 2).toISOString()).toBe('2027-03-29T12:00:00.000Z');
  });
});

describe('fields', () => {
  it('keep an instant as UTC with milliseconds, so that text order is time order', () => {
    expect(instant.parse('2027-07-05T09:30:00+01:00')).toBe('2027-07-05T08:30:00.000Z');
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        const [first, second] = [a, b].map((date) => instant.parse(date.toISOString()));
        expect((first ?? '') < (second ?? '')).toBe(a.getTime() < b.getTime());
      }),
    );
  });

  it.each(['2027-02-30T10:00:00Z', '2027-01-01', '2027-01-01T10:00:00', 'tomorrow', ''])(
    'take %j for no instant',
    (text) => {
      expect(instant.safeParse(text).success).toBe(false);
    },
  );

  it.each(["siobhan.o'brien@nhs.net", ' Ann.Bell@NHS.net '])('take %j for an email address, in lower case', (text) => {
    expect(emailAddress.parse(text)).toBe(text.trim().toLowerCase());
  });

  it('make one text of what looks the same', () => {
    expect(line(50).parse('  Zoe\u0308 ')).toBe('Zoë');
  });

  it.each(['Ann\nBell', 'Ann\tBell', 'Ann\u0000', 'Ann\ud800', 'Ann\ufffd', '   '])(
    'take %j for no line of text',
    (text) => {
      expect(line(50).safeParse(text).success).toBe(false);
    },
  );

  it.each(["Siobhán O'Brien", '山田 太郎', 'محمد', 'Ann 👩‍⚕️ Bell', 'Nguyễn Văn Ả'])(
    'take the name %j as it is',
    (name) => {
      expect(line(50).parse(name)).toBe(name.normalize('NFC'));
    },
  );

  it('want a workplace by code or by name', () => {
    expect(odsCode.parse(' g85001 ')).toBe('G85001');
    expect(workplace.safeParse({ borough: 'Lambeth' }).error?.issues[0]?.path).toEqual(['odsCode']);
    expect(workplace.parse({ name: 'Waterloo Health Centre', borough: 'Lambeth' })).toMatchObject({
      borough: 'Lambeth',
    });
  });
});
