import { describe, expect, it } from 'vitest';
import { toldEvents } from '#domain/funding/told-history.ts';
import { historyInWords } from '#functions/website/funding/request/history-words.ts';

type Told = Parameters<typeof historyInWords>[0];
type Entry = Told['history'][number];

const at = '2027-01-04T09:00:00.000Z';
const entry = (what: Entry['what'], more: Partial<Entry> = {}): Entry => ({ at, what, by: 'applicant', ...more });
const said = (each: Entry) => historyInWords({ history: [each] })[0]?.lines[0];

describe('the history of a request, in words', () => {
  it('stands under the days that it happened on in London, oldest first', () => {
    const history = [
      entry('start'),
      entry('submit', { at: '2027-06-30T23:30:00.000Z' }),
      entry('review', { at: '2027-07-01T09:00:00.000Z', by: 'staff' }),
    ];
    expect(historyInWords({ history })).toEqual([
      { day: '2027-01-04', lines: ['You began it'] },
      { day: '2027-07-01', lines: ['You sent it to us', 'We began to look at it'] },
    ]);
  });

  it('says who gave a statement, or named somebody else', () => {
    expect(said(entry('ask-statement', { about: 'manager' }))).toBe(
      'You asked your manager for a statement of support',
    );
    const given = entry('statement-supported', { by: 'author', about: 'supervisor' });
    expect(said(given)).toBe('Your supervisor gave a statement, and supports it');
    expect(said(entry('statement-not-supported', { about: 'employer' }))).toMatch(/^Your employer .* not support it$/);
    expect(said(entry('redirect-statement', { about: 'somebody of old' }))).toMatch(/^Somebody named somebody else/);
  });

  it('says whether they sent it, or the last statement did', () => {
    expect(said(entry('submit'))).toBe('You sent it to us');
    expect(said(entry('submit', { by: 'author' }))).toBe('It came to us, with the last statement of support');
  });

  it('says which invoice was paid, and not what it comes to: it may be for others, too', () => {
    expect(said(entry('pay-invoice', { by: 'staff', about: 'INV-1' }))).toBe('We paid invoice INV-1');
    expect(said(entry('pay-invoice'))).toBe('We paid your invoice');
  });

  it('is a sentence of its own for each thing that is told', () => {
    const all = toldEvents.map((what) => said(entry(what, { about: 'manager' })));
    expect(new Set(all).size).toBe(toldEvents.length);
    expect(all.filter((line) => !line || !/^[A-Z][^—]*[^.]$/.test(line))).toEqual([]);
  });
});
