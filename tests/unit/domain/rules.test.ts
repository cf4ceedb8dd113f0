import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCancellation, decideOfferAnswer, decideTellingNeeds } from '#domain/bookings/booking.ts';
import { decideBooking, owesOffer, type Places, placesLeft } from '#domain/bookings/places.ts';
import { faultsOfChange, faultsOfPublishing, faultsOfSession, hasEnded } from '#domain/bookings/session.ts';
import { emailAddress, jobTitle, odsCode, personName, workplace } from '#domain/people/person.ts';
import {
  bookingReference,
  certificateCode,
  referencePattern,
  typedCertificateCode,
  typedReference,
} from '#domain/reference.ts';
import { line, paragraphs, plainName } from '#domain/text/text.ts';
import { addDays, addYears } from '#domain/time/calendar-time.ts';
import { instant } from '#domain/time/instant.ts';

const now = new Date('2027-01-04T09:00:00.000Z');
const later = '2027-01-18T13:00:00.000Z';

const anyPlaces: fc.Arbitrary<Places> = fc
  .record({
    status: fc.constantFrom('draft', 'published', 'cancelled', 'completed'),
    capacity: fc.integer({ min: 1, max: 50 }),
    taken: fc.integer({ min: 0, max: 60 }),
    offered: fc.integer({ min: 0, max: 60 }),
    waitlisted: fc.integer({ min: 0, max: 60 }),
    hasWaitingList: fc.boolean(),
    opensAt: fc.constantFrom('1970-01-01T00:00:00.000Z', '2027-01-04T09:00:00.000Z', '2027-01-04T09:00:00.001Z'),
    closesAt: fc.constantFrom('2027-01-04T08:00:00.000Z', '2027-01-04T09:00:00.000Z', later),
    startsAt: fc.constantFrom('2027-01-04T09:00:00.000Z', later),
    endsAt: fc.constantFrom('2027-01-04T09:00:00.000Z', '2027-01-18T16:00:00.000Z'),
  })
  .map((places) => ({
    ...places,
    offered: Math.min(places.offered, places.taken),
    closesAt: [places.closesAt, places.startsAt].sort()[0] ?? '',
  }));
const bookers = fc.constantFrom('person' as const, 'hub' as const);
const isOpen = ({ opensAt, closesAt }: Places) => opensAt <= now.toISOString() && now.toISOString() < closesAt;

describe('deciding a booking', () => {
  it('never confirms beyond the capacity, of anything but a published session, or past those who still may be offered a place', () => {
    fc.assert(
      fc.property(anyPlaces, bookers, (places, booker) => {
        if (decideBooking(places, now, booker) !== 'confirmed') return;
        expect(places.taken).toBeLessThan(places.capacity);
        expect(places.status).toBe('published');
        expect(places.waitlisted === 0 || places.closesAt <= now.toISOString()).toBe(true);
      }),
    );
  });

  it('lets the public book between the opening and the closing, and staff until the end', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const published = { ...places, status: 'published' as const };
        const asked = decideBooking(published, now);
        expect(['confirmed', 'waitlisted', 'full'].includes(asked)).toBe(isOpen(published));
        expect(decideBooking(published, now, 'hub') === 'closed').toBe(hasEnded(published, now));
      }),
    );
  });

  it('turns nobody away who may wait, and lets nobody wait where there is no list', () => {
    fc.assert(
      fc.property(anyPlaces, bookers, (places, booker) => {
        const decision = decideBooking({ ...places, hasWaitingList: true }, now, booker);
        if (isOpen(places)) expect(decision).not.toBe('full');
        expect(decideBooking({ ...places, hasWaitingList: false }, now, booker)).not.toBe('waitlisted');
      }),
    );
  });

  it('shows places as left exactly when the next booking would be confirmed', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const open = {
          ...places,
          status: 'published' as const,
          opensAt: now.toISOString(),
          closesAt: later,
          startsAt: later,
        };
        expect(placesLeft(open) > 0).toBe(decideBooking(open, now) === 'confirmed');
        expect(placesLeft(open)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('owes an offer exactly when a place is free, somebody waits, and booking has not closed', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const free = places.capacity > places.taken;
        const owed = places.status === 'published' && places.closesAt > now.toISOString() && free;
        expect(owesOffer(places, now)).toBe(owed && places.waitlisted > 0);
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

describe('deciding whether somebody can say what would help them', () => {
  const published = { status: 'published', startsAt: '2027-01-04T09:00:00.001Z' } as const;

  it('is so for whoever holds anything, also a turn in the line', () => {
    for (const status of ['confirmed', 'offered', 'waitlisted'] as const)
      expect(decideTellingNeeds({ status }, published, now)).toBe('tell');
  });

  it('is too late once the session has started, to the millisecond, or where it does not take place', () => {
    const booking = { status: 'confirmed' } as const;
    const started = { ...published, startsAt: '2027-01-04T09:00:00.000Z' };
    expect(decideTellingNeeds(booking, started, now)).toBe('too-late');
    for (const status of ['cancelled', 'completed'] as const)
      expect(decideTellingNeeds(booking, { ...published, status }, now)).toBe('too-late');
  });

  it('is not so of a booking that is over, whatever became of the session', () => {
    for (const status of ['published', 'cancelled'] as const)
      expect(decideTellingNeeds({ status: 'cancelled' }, { ...published, status }, now)).toBe('booking-over');
  });
});

describe('deciding the answer to an offer', () => {
  const offered = { status: 'offered', offerEndsAt: '2027-01-04T09:00:00.001Z' } as const;
  it('takes it until its end and never after the session began, to the millisecond', () => {
    expect(decideOfferAnswer(offered, { startsAt: later }, now)).toBe('answer');
    expect(decideOfferAnswer({ ...offered, offerEndsAt: now.toISOString() }, { startsAt: later }, now)).toBe(
      'offer-ended',
    );
    expect(decideOfferAnswer(offered, { startsAt: now.toISOString() }, now)).toBe('offer-ended');
  });

  it('finds it taken by the first of two clicks, and nothing where nothing was offered', () => {
    expect(decideOfferAnswer({ status: 'confirmed' }, { startsAt: later }, now)).toBe('already-confirmed');
    expect(decideOfferAnswer({ status: 'waitlisted' }, { startsAt: later }, now)).toBe('no-offer');
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
    bookingOpensAt: null,
    bookingClosesAt: null,
    audience: { roleGroups: [], boroughs: [] },
    cancellationPolicy: null,
    hasWaitingList: true,
    minimumNumbers: null,
    sharesAttendees: false,
  } as const;
  const fieldsOf = (faults: readonly { field: string }[]) => faults.map(({ field }) => field);

  it('ends after it starts, and takes place somewhere if people come in person', () => {
    expect(fieldsOf(faultsOfSession({ ...session, endsAt: later, format: 'in-person' }, now))).toEqual([
      'endsAt',
      'venue',
    ]);
    expect(faultsOfSession(session, now)).toEqual([]);
  });

  it('opens for booking before it closes, and closes before it starts', () => {
    const closesLate = { ...session, bookingClosesAt: '2027-01-18T13:00:00.001Z' };
    expect(fieldsOf(faultsOfSession(closesLate, now))).toEqual(['bookingClosesAt']);
    expect(fieldsOf(faultsOfSession({ ...session, bookingOpensAt: later }, now))).toEqual(['bookingOpensAt']);
    expect(faultsOfSession({ ...session, bookingClosesAt: later }, now)).toEqual([]);
  });

  it('asks for no more people than there are places, and names its fees by length, shortest first', () => {
    expect(fieldsOf(faultsOfSession({ ...session, minimumNumbers: 2 }, now))).toEqual(['minimumNumbers']);
    const bands = (...limits: (number | null)[]) => ({
      ...session,
      cancellationPolicy: {
        unit: 'working-days' as const,
        notice: 2,
        feeBands: limits.map((upToMinutes) => ({ upToMinutes, pence: 100 })),
        payer: 'person' as const,
        waivedBySubstitute: true,
      },
    });
    expect(faultsOfSession(bands(60, 120, null), now)).toEqual([]);
    expect(fieldsOf(faultsOfSession(bands(120, 60), now))).toEqual(['cancellationPolicy/feeBands']);
    expect(fieldsOf(faultsOfSession(bands(null, 60), now))).toEqual(['cancellationPolicy/feeBands']);
  });

  it('lasts a week at most, and starts within three years', () => {
    const lasting = (endsAt: string) => fieldsOf(faultsOfSession({ ...session, endsAt }, now));
    expect(lasting('2027-01-25T13:00:00.000Z')).toEqual([]);
    expect(lasting('2027-01-25T13:00:00.001Z')).toEqual(['endsAt']);
    const starting = (startsAt: string, endsAt: string) => faultsOfSession({ ...session, startsAt, endsAt }, now);
    expect(starting('2030-01-04T09:00:00.000Z', '2030-01-04T10:00:00.000Z')).toEqual([]);
    expect(starting('2030-01-04T09:00:00.001Z', '2030-01-04T10:00:00.000Z')).toEqual([
      { field: 'startsAt', detail: 'The start must be within 3 years from now' },
    ]);
    expect(starting('2024-01-04T09:00:00.000Z', '2024-01-04T10:00:00.000Z')).toEqual([]);
    expect(fieldsOf(starting('2024-01-04T08:59:59.999Z', '2024-01-04T10:00:00.000Z'))).toEqual(['startsAt']);
    expect(fieldsOf(starting('9999-12-31T23:00:00.000Z', '9999-12-31T23:59:00.000Z'))).toContain('startsAt');
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
      const [first = '', second = ''] = reference.toLowerCase().split('-');
      for (const dash of ['-', '', ' ', ' – ', '\u2011'])
        expect(typedReference.parse(`${first}${dash}${second} `)).toBe(reference);
      expect(reference).not.toMatch(/[AEIOU01L]/);
    }
  });

  it('is no reference where it is shorter, longer or has a symbol that none has', () => {
    for (const typed of ['', '7K3M9', '7K3M9-Q2XD', '7K3M9-Q2XDHH', '7K3M9-Q2XDO', '7K3M9-Q2XDH-4RTBW'])
      expect(typedReference.safeParse(typed).success, typed).toBe(false);
  });

  it('may have a third group, where it is the code of a certificate', () => {
    for (let n = 0; n < 50; n += 1) {
      const code = certificateCode(randomBytes);
      for (const dash of ['-', '', ' ', '\u2011'])
        expect(typedCertificateCode.parse(` ${code.toLowerCase().replaceAll('-', dash)}`)).toBe(code);
    }
    for (const typed of ['', '7K3M9-Q2XDH', '7K3M9-Q2XDH-4RTB', '7K3M9-Q2XDH-4RTBWX', '7K3M9-Q2XDH-4RTBO'])
      expect(typedCertificateCode.safeParse(typed).success, typed).toBe(false);
  });

  it('leaves out bytes that would make some symbols likelier than others, and asks for more', () => {
    const asked: number[] = [];
    const answers = [[243, 255, 242, 0, 26], Array.from({ length: 20 }, () => 27)];
    const reference = bookingReference((bytes) => {
      asked.push(bytes);
      return Uint8Array.from(answers.shift() ?? []);
    });
    expect(reference).toBe('Z2Z22-22222');
    // As many again as are wanted, so that one round is enough as good as always.
    expect(asked).toEqual([20, 20]);
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

  it.each(['\u0301', 'Ann\nBell', 'Ann\tBell', 'Ann\u0000', 'Ann\ud800', 'Ann\ufffd', '   '])(
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

  it('are measured and looked at as they are kept, so that what is taken can be read again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\u0958', '\ufb2c', 'e\u0301', '\u0915\u0301\u094d\u200d\u0937', 'a', ' '), {
          maxLength: 60,
        }),
        (parts) => {
          for (const field of [line(50), paragraphs(50), plainName(50)]) {
            const taken = field.safeParse(parts.join(''));
            if (taken.success) expect(field.parse(taken.data)).toBe(taken.data);
          }
        },
      ),
    );
    expect(line(200).safeParse('\u0958'.repeat(100)).success).toBe(true);
    expect(line(200).safeParse('\u0958'.repeat(101)).success).toBe(false);
  });

  it.each(['Ann ١٢-٣٤-٥٦ ١٢٣٤٥٦٧٨', '१२-३४-५६ १२३४५६७८', '１２-３４-５６ １２３４５６７８'])(
    'take no bank details in the digits of another script: %j',
    (text) => {
      expect(plainName(200).safeParse(text).success).toBe(false);
    },
  );

  it('keep no bank details where people say who they are', () => {
    const account = 'sort 12-34-56 acc 12345678';
    expect(personName.safeParse(account).success).toBe(false);
    expect(jobTitle.safeParse(account).success).toBe(false);
    expect(workplace.safeParse({ name: account, borough: 'Lambeth' }).success).toBe(false);
    expect(personName.parse("Siobhán O'Brien")).toBe("Siobhán O'Brien");
    expect(jobTitle.parse('Lead practice nurse, 2 days')).toBe('Lead practice nurse, 2 days');
  });

  it('want a workplace by code or by name', () => {
    expect(odsCode.parse(' g85001 ')).toBe('G85001');
    expect(workplace.safeParse({ borough: 'Lambeth' }).error?.issues[0]?.path).toEqual(['odsCode']);
    expect(workplace.parse({ name: 'Waterloo Health Centre', borough: 'Lambeth' })).toMatchObject({
      borough: 'Lambeth',
    });
  });
});
