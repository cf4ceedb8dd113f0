import { describe, expect, it } from 'vitest';
import { colleagueInWords, groupInWords } from '#functions/website/group-bookings/group-words.ts';

const session = {
  sessionId: '01KF0A2C4E6G8J1M3P5R7T9V2X',
  title: 'Asthma reviews',
  format: 'webinar',
  provider: 'The hub',
  venue: null,
  status: 'published',
  startsAt: '2027-01-18T13:00:00.000Z',
  endsAt: '2027-01-18T16:00:00.000Z',
} as const;
const before = new Date('2027-01-10T09:00:00.000Z');
const after = new Date(session.endsAt);
const offered = { name: 'Ann Bell', status: 'offered', offerEndsAt: '2027-01-12T09:00:00.000Z' } as const;

describe('how it stands with a colleague', () => {
  it.each(['confirmed', 'waitlisted', 'offered'] as const)('is past once the session is over: %s', (status) => {
    const colleague = { ...offered, status };
    expect(colleagueInWords(colleague, session, before)).toMatch(/^(Has|Is) /);
    expect(colleagueInWords(colleague, session, after)).toMatch(/^(Had|Was|Did) /);
    const cancelled = { ...session, status: 'cancelled' } as const;
    expect(colleagueInWords(colleague, cancelled, after)).toBe('The session does not take place');
  });

  it('is an offer until that ends, though nothing has ended it yet in what is kept', () => {
    expect(colleagueInWords(offered, session, before)).toBe('Is offered a place until Tuesday 12 January 2027, 9am');
    const ended = new Date(offered.offerEndsAt);
    expect(colleagueInWords(offered, session, ended)).toBe('Did not answer the offer of a place in time');
    const late = { ...offered, offerEndsAt: session.endsAt };
    const started = new Date(session.startsAt);
    expect(colleagueInWords(late, session, started)).toBe('Did not answer the offer of a place in time');
  });

  it('is headed by what became of the session', () => {
    expect(groupInWords(session, before)).toBe('The colleagues that you booked for');
    expect(groupInWords(session, after)).toBe('This session is over');
    expect(groupInWords({ ...session, status: 'cancelled' }, after)).toBe('This session does not take place');
  });
});
