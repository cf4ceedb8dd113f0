import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NewBooking, Substitution } from '#functions/bookings/places/schemas.ts';
import { wordsOf } from '#functions/website/forms/field-words.ts';
import { createForm } from '#functions/website/forms/form.ts';
import { bookingForm } from '#functions/website/sessions/book-page.tsx';

describe('the words of a field', () => {
  it('stand with its schema, also where it may be left out', () => {
    expect(wordsOf(NewBooking, '/person/name')).toEqual({ label: 'Full name', ask: 'Enter your full name' });
    expect(wordsOf(NewBooking, '/person/workplace/odsCode').hint).toContain('G85001');
    expect(wordsOf(NewBooking, '/accessNeeds').label).toContain('What would help you');
  });

  it('speak of a colleague as of somebody else, with the hints that are the same', () => {
    expect(wordsOf(Substitution, '/person/name')).toEqual({ label: 'Their full name', ask: 'Enter their full name' });
    const { label, hint } = wordsOf(Substitution, '/person/workplace/odsCode');
    expect([label, hint]).toEqual([
      'ODS code of their practice',
      wordsOf(NewBooking, '/person/workplace/odsCode').hint,
    ]);
    // Either is enough, as ever.
    const person = { name: 'Fay', workEmail: 'fay@nhs.net', jobRole: 'practice-nurse', jobTitle: 'Nurse' };
    const given = (workplace: object) => Substitution.safeParse({ person: { ...person, workplace } }).success;
    expect([given({ name: 'The surgery', borough: 'Lambeth' }), given({ borough: 'Lambeth' })]).toEqual([true, false]);
  });

  it('are missed as the form is made, not as somebody opens it', () => {
    const schema = z.object({ name: z.string() });
    expect(() => createForm(schema, [{ name: 'name', pointer: '/name' }])).toThrow('has no words for a form');
    expect(() => createForm(schema, [{ name: 'age', pointer: '/age' }])).toThrow('There is no field age');
  });
});

describe('a form', () => {
  it('sends what was typed, where the API takes it, and nothing for what was left empty', () => {
    const typed = { name: " Siobhán O'Brien ", odsCode: 'G85001', borough: 'Lambeth', accessNeeds: '  ', other: 'x' };
    expect(bookingForm.bodyOf(typed)).toEqual({
      person: { name: "Siobhán O'Brien", workplace: { odsCode: 'G85001', borough: 'Lambeth' } },
    });
    expect(bookingForm.bodyOf({})).toEqual({});
  });

  it('says at each field what the API says of it, in words that ask for it where it was left out', () => {
    const at = (pointer: string, detail: string) => ({ in: 'body' as const, pointer, detail });
    expect(
      bookingForm.faultsOf([
        at('/person/name', 'Give this'),
        at('/person/workEmail', 'Enter an email address, like name@nhs.net'),
        at('/sessionId', 'No'),
      ]),
    ).toEqual({
      name: 'Enter your full name',
      workEmail: 'Enter an email address, like name@nhs.net',
      '': 'No',
    });
  });

  it('asks for every field of a part that was left out whole', () => {
    const faults = bookingForm.faultsOf([{ in: 'body', pointer: '/person', detail: 'Give this' }]);
    expect(Object.keys(faults)).toEqual([
      ...['name', 'workEmail', 'odsCode', 'workplace', 'borough', 'jobRole', 'jobTitle'],
    ]);
  });
});
