import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { changesBetween, changesInWords, mustBeTold, newsInWords } from '#privacy/changes.ts';
import { type ProcessedClass, type Processing, processing, processingOf } from '#privacy/processing.ts';
import { storedFields } from '#records/stored-fields.ts';

const now = processingOf(southEastLondon, storedFields());
const changed = (of: Partial<ProcessedClass>): Processing => ({
  ...now,
  classes: now.classes.map((each) => (each.dataClass === 'booking' ? { ...each, ...of } : each)),
});
const booking = now.classes.find(({ dataClass }) => dataClass === 'booking') as ProcessedClass;
const only = (what: string) => ({ recipient: 'training-provider', leaves: 'identified' as const, only: what });
const found = (after: Processing, before = now) => {
  const changes = changesBetween(before, after);
  // Whoever must be told is told something.
  expect(newsInWords(changes).length > 0).toBe(mustBeTold(changes));
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

  it.each<[string, Partial<ProcessedClass>, string]>([
    ['that more of it leaves', { recipients: [only('all that you told us')] }, '(all that you told us)'],
    ['what erasure comes to', { erasure: 'kept, because we like it' }, 'delete it: kept, because we like it'],
    ['what a copy comes to', { access: 'you get nothing' }, 'a copy: you get nothing'],
    ['what it is called', { wording: 'what you did' }, 'we now say of it: “what you did”'],
    ['under what it is told', { section: 'Other things' }, 'now told under “Other things”'],
    ['that it stays longer elsewhere', { andElsewhere: 'Others keep it.' }, 'Others keep it.'],
    ['that a period is gone', { retention: [] }, 'nothing is kept for 6 years from the end of the session any more'],
  ])('is %s, which people must be told', (_what, of, words) => {
    const { words: said, told } = found(changed(of));
    expect(said.join('\n')).toContain(words);
    expect(told).toBe(true);
  });

  it('is told whichever part of a class is another', () => {
    const others: { readonly [F in keyof ProcessedClass]-?: ProcessedClass[F] } = {
      dataClass: 'booking-2',
      wording: 'other',
      section: 'other',
      sources: ['other'],
      purposes: [],
      recipients: [],
      retention: [],
      andElsewhere: 'other',
      erasure: 'other',
      access: 'other',
      fields: [],
    };
    const parts = Object.keys(processing.shape.classes.element.shape) as (keyof ProcessedClass)[];
    expect(Object.keys(others).sort()).toEqual(parts.toSorted());
    for (const part of parts) {
      const other = changed({ [part]: others[part] });
      expect(found(other).words, part).not.toEqual([]);
      expect(found(now, other).words, `${part}, and back`).not.toEqual([]);
    }
  });

  it('is said of what is done no more, or for less long, which people need not be told', () => {
    const less = {
      retention: [{ rule: 'booking', from: 'the end of the session', days: 300 }],
      purposes: booking.purposes.slice(1),
      recipients: [],
      sources: booking.sources.slice(1),
      fields: booking.fields?.slice(1),
    };
    const [first] = booking.fields ?? [];
    const { words, told } = found(changed(less));
    expect(words).toEqual([
      `${booking.wording}: no longer from you`,
      `${booking.wording}: no longer used to provide you with our services (contract)`,
      `${booking.wording}: no longer shared with the organisation that gives the training (your name and work email only)`,
      `${booking.wording}: no longer shared with commissioners such as NHS England (aggregated)`,
      `${booking.wording}: now kept for only 300 days from the end of the session`,
      `We no longer store the field ${first?.record}.${first?.field}`,
    ]);
    expect(told).toBe(false);
    expect(found({ ...now, classes: now.classes.slice(1) })).toMatchObject({ told: false });
    expect(found({ ...now, classes: now.classes.slice(1) }).words).toContain(
      `We no longer hold ${now.classes[0]?.wording}`,
    );
  });

  it('is a transfer out of the country', () => {
    const transfers = [{ recipient: 'Invented Mailers', country: 'Ireland', safeguard: 'adequacy regulations' }];
    expect(found({ ...now, transfers })).toEqual({
      words: ['We now pass information on to Invented Mailers in Ireland, protected by adequacy regulations'],
      told: true,
    });
    const ended = found({ ...now, transfers: [] }, { ...now, transfers });
    expect(ended.words).toEqual([
      'We no longer pass information on to Invented Mailers in Ireland, protected by adequacy regulations',
      'No information is passed on to anybody outside the United Kingdom',
    ]);
  });

  it('is that nobody says any more whether there is any', () => {
    expect(found({ ...now, transfers: null }, { ...now, transfers: [] })).toEqual({
      words: ['Whether information goes to places outside the United Kingdom is no longer named'],
      told: true,
    });
  });
});
