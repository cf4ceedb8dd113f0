import { describe, expect, it } from 'vitest';
import { bookingLinkEnds } from '#domain/bookings/link-ends.ts';
import { type LinkedRequest, requestLinkEnds, statementLinkEnds } from '#domain/funding/link-ends.ts';
import { southEastLondon } from '#hub/south-east-london.ts';

const { funding } = southEastLondon;
const links = {
  daysToConfirm: 3,
  daysAfterSession: 30,
  daysAfterCancelling: 14,
  daysAfterRequest: 60,
  daysAfterStatement: 7,
};

describe('the link to a booking ends', () => {
  const session = { endsAt: '2027-03-01T16:00:00.000Z' };
  it.each([
    ['thirty days after its session', { status: 'confirmed' }, '2027-03-31T16:00:00.000Z'],
    ['no sooner for who waits', { status: 'waitlisted' }, '2027-03-31T16:00:00.000Z'],
    [
      'thirty days after it was recorded who came, where that was late',
      { status: 'confirmed', attendanceRecordedAt: '2027-06-01T09:00:00.000Z' },
      '2027-07-01T09:00:00.000Z',
    ],
    [
      'fourteen days after it was cancelled, however far off the session is',
      { status: 'cancelled', cancelledAt: '2026-12-01T09:00:00.000Z' },
      '2026-12-15T09:00:00.000Z',
    ],
  ] as const)('%s', (_title, booking, endsAt) => {
    expect(bookingLinkEnds(booking, session, links)).toBe(endsAt);
  });

  it('with its session, wherever that is moved', () => {
    const moved = { endsAt: '2028-03-01T16:00:00.000Z' };
    expect(bookingLinkEnds({ status: 'confirmed' }, moved, links)).toBe('2028-03-31T16:00:00.000Z');
  });
});

const stage = { after: 'started', pence: 10_000, paidPence: 10_000, invoiceId: 'i' } as const;
const award = { validUntil: '2027-03-31T23:00:00.000Z', stages: [stage], settledAt: '2027-02-10T12:00:00.000Z' };
const aRequest = (changes: Partial<LinkedRequest>): LinkedRequest => ({
  status: 'draft',
  statusSince: '2027-01-04T09:00:00.000Z',
  progress: [],
  ...changes,
});

describe('the link to a funding request', () => {
  it.each([
    ['draft', {}],
    ['awaiting-statement', {}],
    ['submitted', {}],
    ['in-review', {}],
    ['information-requested', {}],
    ['approved', { award: { ...award, settledAt: undefined } }],
    ['enrolled', { award: { ...award, settledAt: undefined } }],
    ['completed', { award: { ...award, settledAt: undefined } }],
    // What was claimed in time is still paid, or queried, after the award itself has ended.
    ['completed', { award: { ...award, stages: [{ ...stage, paidPence: 0 }] } }],
  ] as const)('does not end while there is something to do: %s', (status, changes) => {
    expect(requestLinkEnds(aRequest({ status, ...changes }), funding, links)).toBeUndefined();
  });

  it.each(['declined', 'withdrawn', 'lapsed'] as const)('ends sixty days after it was %s', (status) => {
    expect(requestLinkEnds(aRequest({ status }), funding, links)).toBe('2027-03-05T09:00:00.000Z');
  });

  it('ends sixty days after the course was finished and all was paid, whichever came last', () => {
    const finished = aRequest({ status: 'completed', statusSince: '2027-03-22T10:00:00.000Z', award });
    expect(requestLinkEnds(finished, funding, links)).toBe('2027-05-21T10:00:00.000Z');
    const paidLater = { ...award, lastPaidAt: '2027-04-20T10:00:00.000Z' };
    expect(requestLinkEnds({ ...finished, award: paidLater }, funding, links)).toBe('2027-06-19T10:00:00.000Z');
  });

  it('stays while progress is chased, and ends sixty days after nobody asks for it any more', () => {
    const enrolled = aRequest({
      status: 'enrolled',
      award,
      progress: [{ dueOn: '2027-02-01', reportedAt: '2027-02-01T10:00:00.000Z' }, { dueOn: '2027-04-26' }],
    });
    const chasedUntil = Date.parse('2027-04-25T23:00:00.000Z') + funding.progressEscalatedDays * 86_400_000;
    expect(requestLinkEnds(enrolled, funding, links)).toBe(new Date(chasedUntil + 60 * 86_400_000).toISOString());
  });
});

describe('the link to a statement', () => {
  const endsAt = '2027-01-18T09:00:00.000Z';
  it.each([
    ['when the time to answer is over', { status: 'asked' }, {}, endsAt],
    [
      'seven days after the answer',
      { status: 'not-supported', answeredAt: '2027-01-05T09:00:00.000Z' },
      {},
      '2027-01-12T09:00:00.000Z',
    ],
    [
      'with the link to its request, where that ends sooner',
      { status: 'asked' },
      { status: 'withdrawn', statusSince: '2026-11-10T09:00:00.000Z' },
      '2027-01-09T09:00:00.000Z',
    ],
  ] as const)('ends %s', (_title, statement, request, ends) => {
    expect(statementLinkEnds({ endsAt, ...statement }, aRequest(request), funding, links)).toBe(ends);
  });
});
