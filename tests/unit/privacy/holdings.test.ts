import { describe, expect, it } from 'vitest';
import { heldValues } from '#privacy/holdings.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import '#records/all.ts';
import { kindOf, recordTypes } from '#records/engine/record.ts';

const classesOf = (type: string) => {
  const schema = recordTypes.find((each) => kindOf(each)?.type === type);
  return (schema && fieldClassesOf(schema)) ?? {};
};
const held = (type: string, role: SubjectRole, record: Readonly<Record<string, unknown>>) =>
  heldValues({ type, role, record }, classesOf(type));

describe('what somebody is shown of a record', () => {
  const booking = { bookingId: 'b-1', name: 'Ann', workEmail: 'ann@nhs.net', managerEmail: 'boss@nhs.net', pk: 'x' };

  it('is every value that it has, with its class and where it comes from, and nothing of how it is stored', () => {
    const values = held('booking', 'holder', booking);
    expect(values.map(({ name }) => name).sort()).toEqual(['bookingId', 'managerEmail', 'name', 'workEmail']);
    expect(values.find(({ name }) => name === 'name')).toMatchObject({ dataClass: 'booking', shown: { value: 'Ann' } });
    expect(values.every(({ sources }) => sources.length > 0)).toBe(true);
  });

  it('is of a booking, to the manager whom it names, no more than that', () => {
    const values = held('booking', 'manager', booking);
    const shown = values.filter((each) => 'value' in each.shown).map(({ name }) => name);
    expect(shown).toEqual(['managerEmail']);
    expect(values.find(({ name }) => name === 'name')?.shown).toEqual({ withheld: 'about-others' });
  });

  it('is of a statement what its author wrote, and to the applicant only that it is there', () => {
    const statement = { statementId: 's-1', text: 'I support this', authorName: 'Pat' };
    const textTo = (role: SubjectRole) => held('statement', role, statement).find(({ name }) => name === 'text')?.shown;
    expect(textTo('author')).toEqual({ value: 'I support this' });
    expect(textTo('applicant')).toEqual({ withheld: 'after-its-author' });
  });

  it('is of an email that went to somebody else no more than that it was sent', () => {
    const email = { emailId: 'e-1', kind: 'statement-asked', to: 'pat@nhs.net', facts: { applicantName: 'Ann' } };
    const shown = held('email', 'applicant', email).filter((each) => 'value' in each.shown);
    expect(shown.map(({ name }) => name).sort()).toEqual(['emailId', 'kind']);
    expect(held('email', 'addressee', email).every((each) => 'value' in each.shown)).toBe(true);
  });

  it('is of an invoice on which another has named them not what it says of others', () => {
    const invoice = { invoiceId: 'i-1', number: 'INV-1', status: 'paid', lines: [{ learner: 'Somebody Else' }] };
    const shown = held('invoice', 'learner', invoice).filter((each) => 'value' in each.shown);
    expect(shown.map(({ name }) => name).sort()).toEqual(['invoiceId', 'number', 'status']);
  });

  it('names a field with parts of several classes once for each of them', () => {
    const person = {
      personId: 'p-1',
      earlier: [{ jobTitle: 'Nurse', until: '2027-01-01T00:00:00.000Z' }],
    };
    const values = held('person', 'holder', person).filter(({ name }) => name === 'earlier');
    expect(values.map(({ dataClass }) => dataClass)).toEqual(['account']);
    expect(values[0]?.sources).toContain('derived');
  });

  it('is of values that say their own class each by itself', () => {
    const values = heldValues(
      {
        type: 'form',
        role: 'holder',
        record: {
          answers: { why: { sort: 'about', dataClass: 'booking', source: 'given-by-the-person', value: 'To learn' } },
        },
      },
      { answers: { sort: 'by-value' } },
    );
    expect(values).toEqual([
      { name: 'answers.why', dataClass: 'booking', sources: ['given-by-the-person'], shown: { value: 'To learn' } },
    ]);
  });
});
