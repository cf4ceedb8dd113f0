import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { changesBetween, changesInWords, mustBeTold } from '#privacy/changes.ts';
import { type ProcessedClass, type Processing, processingOf } from '#privacy/processing.ts';
import { storedFields } from '#records/stored-fields.ts';

const now = processingOf(southEastLondon, storedFields());
const changed = (of: Partial<ProcessedClass>): Processing => ({
  ...now,
  classes: now.classes.map((each) => (each.dataClass === 'booking' ? { ...each, ...of } : each)),
});
const booking = now.classes.find(({ dataClass }) => dataClass === 'booking') as ProcessedClass;
const found = (after: Processing, before = now) => {
  const changes = changesBetween(before, after);
  return { words: changesInWords(changes), told: mustBeTold(changes) };
};

describe('what is done with people’s data that was not done before', () => {
  it('is nothing where nothing changed', () => {
    expect(found(now)).toEqual({ words: [], told: false });
  });

  it('is a new class', () => {
    const before = { ...now, classes: now.classes.filter(({ dataClass }) => dataClass !== 'progress') };
    const { words, told } = found(now, before);
    expect(words).toContain('We now hold a record of your progress on a course that we fund');
    expect(told).toBe(true);
  });

  it('is a field of a class that there was, which is no news to anybody', () => {
    const fields = [...(booking.fields ?? []), { record: 'booking', field: 'shoeSize', sources: [] }];
    expect(found(changed({ fields }))).toEqual({
      words: ['We now store the field booking.shoeSize'],
      told: false,
    });
  });

  it.each<[string, Partial<ProcessedClass>, string]>([
    ['a source', { sources: [...booking.sources, 'import'] }, 'now also from import'],
    [
      'a purpose',
      { purposes: [...booking.purposes, { purpose: 'tell-about-services', basis: 'consent' }] },
      'now used to tell you about our services (consent)',
    ],
    [
      'another basis of a purpose',
      { purposes: booking.purposes.map((use) => ({ ...use, basis: 'consent' })) },
      'now used to provide you with our services (consent)',
    ],
    [
      'a recipient',
      { recipients: [...booking.recipients, { recipient: 'course-provider', leaves: 'identified' }] },
      'now shared with the university or other provider of the course (identified)',
    ],
    [
      'that something leaves as it is which was counted only',
      { recipients: [{ recipient: 'commissioner', leaves: 'identified' }] },
      'now shared with commissioners such as NHS England (identified)',
    ],
    [
      'a longer period',
      { retention: [{ rule: 'booking', from: 'the end of the session', years: 7 }] },
      'now kept for 7 years from the end of the session',
    ],
    [
      'a period that is counted from something else',
      { retention: [{ rule: 'booking', from: 'the day of booking', years: 6 }] },
      'now kept for 6 years from the day of booking',
    ],
  ])('is %s, of which people must be told', (_what, of, words) => {
    const { words: said, told } = found(changed(of));
    expect(said.join('\n')).toContain(words);
    expect(told).toBe(true);
  });

  it('is no shorter period, and nothing that has gone', () => {
    const less = {
      retention: [{ rule: 'booking', from: 'the end of the session', days: 300 }],
      purposes: booking.purposes.slice(1),
      recipients: [],
      sources: [],
      fields: [],
    };
    expect(found(changed(less))).toEqual({ words: [], told: false });
  });

  it('is a transfer out of the country', () => {
    const transfers = [{ recipient: 'Invented Mailers', country: 'Ireland', safeguard: 'adequacy regulations' }];
    expect(found({ ...now, transfers })).toEqual({
      words: ['We now pass information on to Invented Mailers in Ireland, protected by adequacy regulations'],
      told: true,
    });
  });
});
