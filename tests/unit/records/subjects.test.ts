import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { about, identity, valued } from '#privacy/fields.ts';
import { record } from '#records/engine/record.ts';
import { createSubjectIndex, names, namesSubjects, pointedTo, subjectsUnder } from '#records/engine/subjects.ts';
import { put, remove, update } from '#records/engine/writes.ts';

const Loan = record('loan-of-two', {
  ends: { rule: 'booking' },
  subjects: { workEmail: 'holder', managerEmail: 'manager' },
  fields: {
    ...identity('booking', { workEmail: z.string(), managerEmail: z.string().optional() }),
    ...about('booking', { title: z.string() }),
  },
});
const key = { pk: 'LOAN#1', sk: 'LOAN' };
const ends = { with: 2_000_000_000 };
const loan = { workEmail: 'nina@nhs.net', title: 'A', ends };

describe('the index by subject', () => {
  const subjectOf = subjectsUnder(new Uint8Array(32).fill(7));
  const index = createSubjectIndex(subjectOf);

  it('names a mailbox so that nobody can tell whose it is without the key', () => {
    const another = subjectsUnder(new Uint8Array(32).fill(8));
    expect(subjectOf('nina@nhs.net')).toMatch(/^[0-9a-f]{64}$/);
    expect(subjectOf('nina@nhs.net')).not.toBe(another('nina@nhs.net'));
  });

  it('has a record under its first subject, however they write their address', () => {
    const expected = { subjectpk: `SUBJECT#${subjectOf('nina@nhs.net')}`, subjectsk: 'holder#loan-of-two' };
    expect(index.placeOf(put(Loan, key, loan))).toEqual(expected);
    expect(index.placeOf(put(Loan, key, { ...loan, workEmail: 'nina+hub@nhs.net' }))).toEqual(expected);
  });

  it('has an item beside the record for each further subject, which points there and ends with it', () => {
    const write = put(Loan, key, { ...loan, managerEmail: 'mia@nhs.net' });
    const [pointer, ...more] = index.pointersOf(write, ends.with);
    expect(more).toEqual([]);
    expect(pointer).toMatchObject({
      pk: 'LOAN#1',
      sk: 'LOAN#SUBJECT#manager',
      type: 'subject',
      role: 'manager',
      subjectpk: `SUBJECT#${subjectOf('mia@nhs.net')}`,
      expiresAt: ends.with,
    });
    expect(pointedTo({ pk: 'LOAN#1', sk: 'LOAN#SUBJECT#manager' })).toEqual(key);
    expect(pointedTo(key)).toEqual(key);
  });

  it('has an item beside the record for each value that says itself whose the record is', () => {
    const Form = record('form-of-two', {
      ends: { rule: 'booking' },
      subjects: { workEmail: 'holder' },
      fields: { ...identity('booking', { workEmail: z.string() }), answers: valued() },
    });
    const manager = (value: string) =>
      ({ sort: 'identity', dataClass: 'booking', source: 'given-by-the-person', role: 'manager', value }) as const;
    const { role: _, ...course } = { ...manager('Asthma'), sort: 'about' } as const;
    const answers = { line: manager('mia@nhs.net'), second: manager('max+hub@nhs.net'), course };
    const form = { workEmail: 'nina@nhs.net', answers, ends };
    const pointers = index.pointersOf(put(Form, key, form), ends.with);
    expect(pointers).toMatchObject([
      { sk: 'LOAN#SUBJECT#manager#answers.line', role: 'manager', expiresAt: ends.with },
      { sk: 'LOAN#SUBJECT#manager#answers.second', subjectpk: `SUBJECT#${subjectOf('max@nhs.net')}` },
    ]);
    expect(pointedTo({ pk: 'LOAN#1', sk: 'LOAN#SUBJECT#manager#answers.second' })).toEqual(key);
    expect(pointedTo({ pk: 'LOAN#1', sk: 'LOAN#SUBJECT#manager#answers.my\nline' })).toEqual(key);
    expect(names(Form, form, 'max@nhs.net', 'manager')).toBe(true);
    expect(names(Form, form, 'max@nhs.net', 'holder')).toBe(false);
    expect(names(Form, { ...form, answers: {} }, 'max@nhs.net', 'manager')).toBe(false);

    expect(() => put(Form, key, { ...form, answers: { line: manager('Mia') } })).toThrow('is no address');
    expect(() => update(Form, key, { set: { answers } })).toThrow('says when that ends');
    expect(() => update(Form, key, { ends })).toThrow('says its "answers" again');
    expect(index.pointersOf(update(Form, key, { set: { answers }, ends }), ends.with)).toHaveLength(2);
    expect(update(Form, key, { set: { answers: { course } } })).toMatchObject({ kind: 'update' });
  });

  it('is left alone by a write that says nothing of whose the record is', () => {
    const untouched = update(Loan, key, { set: { title: 'B' } });
    expect(namesSubjects(untouched)).toBe(false);
    expect(index.placeOf(untouched)).toEqual({});
    expect(index.pointersOf(untouched, undefined)).toEqual([]);
    expect(namesSubjects(remove(Loan, key))).toBe(false);
  });

  it('is written anew where the end of a record is moved, so that what points there ends with it', () => {
    expect(() => update(Loan, key, { ends })).toThrow(
      'Who moves the end of a loan-of-two says its "managerEmail" again',
    );
    const moved = update(Loan, key, { set: { managerEmail: 'mia@nhs.net' }, ends });
    expect(index.pointersOf(moved, ends.with)).toMatchObject([{ sk: 'LOAN#SUBJECT#manager', expiresAt: ends.with }]);
    const nobody = update(Loan, key, { set: { managerEmail: undefined }, ends });
    expect(index.pointersOf(nobody, ends.with)).toEqual([]);
  });

  it('is never left pointing to what is nobody’s, nor for ever', () => {
    expect(() => update(Loan, key, { remove: ['managerEmail'] })).toThrow(
      'The "managerEmail" of a loan-of-two cannot be removed: it says whose that is',
    );
    expect(() => update(Loan, key, { set: { managerEmail: 'mia@nhs.net' } })).toThrow(
      'Who changes the "managerEmail" of a loan-of-two says when that ends',
    );
  });

  it('follows where a subject becomes another', () => {
    const write = update(Loan, key, { set: { workEmail: 'another@nhs.net' } });
    expect(namesSubjects(write)).toBe(true);
    expect(index.placeOf(write)).toEqual({
      subjectpk: `SUBJECT#${subjectOf('another@nhs.net')}`,
      subjectsk: 'holder#loan-of-two',
    });
  });
});
