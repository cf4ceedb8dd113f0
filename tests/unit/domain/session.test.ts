import { describe, expect, it } from 'vitest';
import { mismatches } from '#domain/bookings/audience.ts';
import { decideBooking, owesOffer, type Places, placesLeft } from '#domain/bookings/places.ts';
import {
  bookingWindow,
  changesToTell,
  decideAttendance,
  decideSessionCancellation,
  faultsOfChange,
  faultsOfPublishing,
  faultsOfSession,
  hasEnded,
  hasStarted,
  type SessionDetails,
  type SessionStatus,
  toldFields,
} from '#domain/bookings/session.ts';

const startsAt = '2027-01-18T13:00:00.000Z';
const endsAt = '2027-01-18T16:00:00.000Z';
const justBefore = (instant: string) => new Date(Date.parse(instant) - 1);
const inPerson: SessionDetails = {
  title: 'Spirometry',
  description: 'Two hours',
  format: 'in-person',
  provider: 'Provider',
  venue: 'Waterloo Health Centre',
  joinLink: null,
  startsAt,
  endsAt,
  capacity: 5,
  bookingOpensAt: null,
  bookingClosesAt: null,
  audience: { roleGroups: [], boroughs: [] },
  cancellationPolicy: null,
  hasWaitingList: true,
  minimumNumbers: null,
  sharesAttendees: false,
};
const open: Places = {
  status: 'published',
  capacity: 2,
  taken: 1,
  offered: 0,
  waitlisted: 0,
  hasWaitingList: true,
  opensAt: '2027-01-01T00:00:00.000Z',
  closesAt: startsAt,
  startsAt,
  endsAt,
};

describe('what must hold of a session', () => {
  it('is said with what to do about it', () => {
    const wrong = {
      ...inPerson,
      venue: null,
      endsAt: startsAt,
      bookingClosesAt: '2027-01-18T13:00:00.001Z',
      bookingOpensAt: '2027-01-18T13:00:00.001Z',
      minimumNumbers: 6,
      cancellationPolicy: {
        unit: 'working-days' as const,
        notice: 2,
        feeBands: [
          { upToMinutes: 60, pence: 1 },
          { upToMinutes: 60, pence: 2 },
        ],
        payer: 'person' as const,
        waivedBySubstitute: true,
      },
    };
    expect(faultsOfSession(wrong, justBefore(startsAt))).toEqual([
      { field: 'endsAt', detail: 'The end must be after the start' },
      { field: 'venue', detail: 'Say where an in-person session takes place' },
      { field: 'bookingClosesAt', detail: 'Booking must close when the session starts, or before' },
      { field: 'bookingOpensAt', detail: 'Booking must open before it closes' },
      { field: 'minimumNumbers', detail: 'Enter a number that is not above the capacity' },
      { field: 'cancellationPolicy/feeBands', detail: 'Give the bands by length, shortest first' },
    ]);
  });

  it('is met to the limit: as many people at least as there are places, and booking that opens a moment before it closes', () => {
    expect(
      faultsOfSession(
        { ...inPerson, minimumNumbers: 5, bookingOpensAt: justBefore(startsAt).toISOString() },
        justBefore(startsAt),
      ),
    ).toEqual([]);
  });

  it('is more where people are offered it: how to join a webinar, and a start to come', () => {
    const webinar = { ...inPerson, format: 'webinar' as const, venue: null };
    expect(faultsOfPublishing(webinar, justBefore(startsAt))).toEqual([
      { field: 'joinLink', detail: 'Give the link with which people join the webinar' },
    ]);
    expect(faultsOfPublishing(inPerson, justBefore(startsAt))).toEqual([]);
    expect(faultsOfPublishing(inPerson, new Date(startsAt))).toEqual([
      { field: 'startsAt', detail: 'The start must be in the future' },
    ]);
  });

  it('is still asked of what is changed after the start: only its start is let be', () => {
    const webinar = { ...inPerson, format: 'webinar' as const, joinLink: 'https://a.example' };
    const without = { ...webinar, joinLink: null };
    expect(faultsOfChange(webinar, without, 'published', new Date(endsAt)).map(({ field }) => field)).toEqual([
      'joinLink',
    ]);
  });
});

describe('when people may book', () => {
  it('is from the opening until the closing, or from the publishing until the start', () => {
    const from = '2027-01-05T09:00:00.000Z';
    const until = '2027-01-15T09:00:00.000Z';
    expect(bookingWindow({ startsAt, bookingOpensAt: from, bookingClosesAt: until })).toEqual({
      opensAt: from,
      closesAt: until,
    });
    expect(bookingWindow({ startsAt, bookingOpensAt: null, bookingClosesAt: null })).toEqual({
      opensAt: '1970-01-01T00:00:00.000Z',
      closesAt: startsAt,
    });
  });

  it('ends for staff when the session ends, to the millisecond', () => {
    expect(decideBooking(open, justBefore(endsAt), 'hub')).toBe('confirmed');
    expect(decideBooking(open, new Date(endsAt), 'hub')).toBe('closed');
    expect([hasEnded(open, justBefore(endsAt)), hasEnded(open, new Date(endsAt))]).toEqual([false, true]);
    expect([hasStarted(open, justBefore(startsAt)), hasStarted(open, new Date(startsAt))]).toEqual([false, true]);
  });

  it('is never of a draft, and over of what is cancelled or completed', () => {
    expect(decideBooking({ ...open, status: 'draft' }, justBefore(startsAt))).toBe('not-bookable');
    expect(decideBooking({ ...open, status: 'cancelled' }, justBefore(startsAt))).toBe('closed');
    expect(decideBooking({ ...open, status: 'completed' }, justBefore(startsAt), 'hub')).toBe('closed');
  });

  it('is, after the closing, for staff alone: a free place whoever waits, and no line to join', () => {
    const waiting = { ...open, waitlisted: 3 };
    expect(decideBooking(waiting, new Date(startsAt), 'hub')).toBe('confirmed');
    expect(decideBooking({ ...waiting, taken: 2 }, new Date(startsAt), 'hub')).toBe('full');
    expect(decideBooking(waiting, justBefore(startsAt), 'hub')).toBe('waitlisted');
  });

  it('shows the free places, and none while people wait for them', () => {
    expect(placesLeft(open)).toBe(1);
    expect(placesLeft({ ...open, waitlisted: 1 })).toBe(0);
    expect(placesLeft({ ...open, taken: 3 })).toBe(0);
  });

  it('owes an offer only of a free place, and only to somebody', () => {
    expect(owesOffer({ ...open, waitlisted: 1 }, justBefore(startsAt))).toBe(true);
    expect(owesOffer({ ...open, waitlisted: 1, taken: 2 }, justBefore(startsAt))).toBe(false);
    expect(owesOffer(open, justBefore(startsAt))).toBe(false);
    expect(owesOffer({ ...open, waitlisted: 1 }, new Date(startsAt))).toBe(false);
  });
});

describe('a session that people hold places for', () => {
  it('tells them of what they must know, each change by itself', () => {
    expect(changesToTell(inPerson, inPerson)).toEqual([]);
    for (const field of toldFields) {
      expect(changesToTell(inPerson, { ...inPerson, [field]: 'another' })).toEqual([field]);
    }
  });

  it('can be cancelled until it is over, once, and not as a draft', () => {
    const decided = (status: SessionStatus, now: Date) => decideSessionCancellation({ status, endsAt }, now);
    expect(decided('published', justBefore(endsAt))).toBe('cancel');
    expect(decided('published', new Date(endsAt))).toBe('wrong-state');
    expect(decided('cancelled', new Date(endsAt))).toBe('already');
    expect(decided('draft', justBefore(endsAt))).toBe('wrong-state');
    expect(decided('completed', justBefore(endsAt))).toBe('wrong-state');
  });

  it('has its attendance recorded once it is over, and not where it was never held', () => {
    const decided = (status: SessionStatus, now: Date) => decideAttendance({ status, endsAt }, now);
    expect(decided('published', justBefore(endsAt))).toBe('not-over');
    expect(decided('published', new Date(endsAt))).toBe('record');
    expect(decided('completed', new Date(endsAt))).toBe('record');
    expect(decided('draft', new Date(endsAt))).toBe('wrong-state');
    expect(decided('cancelled', new Date(endsAt))).toBe('wrong-state');
  });
});

describe('who a session is for', () => {
  const nurse = { jobRole: 'practice-nurse', workplace: { borough: 'Lambeth' } } as const;

  it('is everyone, where nothing is said', () => {
    expect(mismatches({ roleGroups: [], boroughs: [] }, nurse)).toEqual([]);
  });

  it('is those of its roles who work in its boroughs; what does not fit is named', () => {
    const fits = { roleGroups: ['nurse', 'gp'], boroughs: ['Bexley', 'Lambeth'] } as const;
    expect(mismatches(fits, nurse)).toEqual([]);
    expect(mismatches({ ...fits, roleGroups: ['gp'] }, nurse)).toEqual(['role']);
    expect(mismatches({ ...fits, boroughs: ['Bexley'] }, nurse)).toEqual(['borough']);
    expect(mismatches({ roleGroups: ['gp'], boroughs: ['Bexley'] }, nurse)).toEqual(['role', 'borough']);
  });
});
