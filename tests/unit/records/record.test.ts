import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { southEastLondon } from '#hub/south-east-london.ts';
import { about, group, groups, identity, optional, technical, valued } from '#privacy/fields.ts';
import { expiresAt } from '#privacy/retention.ts';
import { view, wholly } from '#privacy/views.ts';
import { absent, any, compile, present } from '#records/engine/conditions.ts';
import { endOfWrite } from '#records/engine/ending.ts';
import { kindOf, record } from '#records/engine/record.ts';
import { annotate, put, revise, update } from '#records/engine/writes.ts';

const { retention } = southEastLondon;
const key = { pk: 'LOAN#1', sk: 'LOAN' };
const at = '2027-01-18T09:30:00.000Z';

/** Of a kind of its own, so that no test declares what another has declared. */
let kinds = 0;
const named = () => {
  kinds += 1;
  return `loan-${kinds}`;
};

const person = identity('booking', { workEmail: z.string() });
const loan = about('booking', { title: z.string() });

describe('what a kind of record declares', () => {
  it('cannot call a field technical where the record is about somebody', () => {
    const mixed = { ...person, ...technical({ shelf: z.string() }) };
    expect(() => record(named(), { ends: { rule: 'booking' }, fields: mixed })).toThrow(
      /"shelf" of loan-\d+ cannot be technical: the record is about somebody, and "workEmail" says so/,
    );
  });

  it('cannot call a field technical that is somebody’s address', () => {
    const fields = technical({ workEmail: z.string() });
    const subjects = { workEmail: 'holder' } as const;
    expect(() => record(named(), { ends: { rule: 'booking' }, fields, subjects })).toThrow(
      'cannot be technical: the record has a subject',
    );
  });

  it('cannot call a field technical that may hold anything, nor one with such a part', () => {
    const anything = [
      z.unknown(),
      z.record(z.string(), z.unknown()),
      z.array(z.object({ note: z.any() })),
      z.union([z.string(), z.unknown()]).optional(),
      z.looseObject({ note: z.string() }),
      z.tuple([z.string(), z.unknown()]),
      z.intersection(z.object({ note: z.string() }), z.object({ more: z.any() })),
      z.lazy(() => z.string()),
    ];
    for (const facts of anything) {
      expect(() => record(named(), { ends: 'kept', fields: technical({ facts }) })).toThrow('may hold anything');
    }
    record(named(), { ends: 'kept', fields: technical({ facts: z.array(z.object({ note: z.string().nullable() })) }) });
  });

  it('cannot keep for ever what is about somebody', () => {
    expect(() => record(named(), { ends: 'kept', fields: loan })).toThrow('would be kept for ever');
  });

  it('gives each field within a field a class of its own, and a view refuses the field for one of them', () => {
    const Loan = record(named(), {
      ends: { rule: 'booking' },
      fields: {
        ...loan,
        lent: groups({ ...about('booking', { at: z.string() }), ...about('access-needs', { needs: z.string() }) }),
        returned: optional(group(about('booking', { at: z.string() }))),
      },
    });
    expect(() => view('report-on-workforce', Loan, ['lent'])).toThrow(
      '"lent" is of the class "access-needs", which "report-on-workforce" may not read',
    );
    const seen = view('report-on-workforce', Loan, ['title', 'returned']).parse({
      title: 'A',
      lent: [],
      returned: { at },
    });
    expect(seen).toEqual({ title: 'A', returned: { at } });
  });

  it('has values that say themselves what they are and where from, of which a view shows what its purpose may read', () => {
    const given = { sort: 'about', source: 'given-by-the-person' } as const;
    const course = { ...given, dataClass: 'booking', value: 'Asthma' } as const;
    const answers = { course, needs: { ...given, dataClass: 'access-needs', value: ['large print'] } } as const;
    const Form = record(named(), { ends: { rule: 'booking' }, fields: { ...loan, answers: valued() } });
    const stored = { title: 'A', answers };
    expect(view('report-on-workforce', Form, ['answers']).parse(stored)).toEqual({ answers: { course } });
    expect(view(['report-on-workforce', 'provide-services'], Form, ['answers']).parse(stored)).toEqual({
      answers: { course },
    });
    expect(view('provide-services', Form, ['title', 'answers']).parse(stored)).toEqual(stored);
    expect(wholly('answer-rights', Form).parse({ ...key, ...stored }).answers).toEqual(answers);
    // One that says nothing of itself, or that would be kept for longer than it may, is not stored.
    const keep = (value: unknown) => put(Form, key, { ...stored, answers: { value }, ends: { after: at } } as never);
    const set = (value: unknown) => update(Form, key, { set: { answers: { value } } } as never);
    for (const written of [keep, set]) {
      expect(() => written({ ...given, value: 'Asthma' })).toThrow('dataClass');
      expect(() => written({ ...course, dataClass: 'of-tomorrow' })).toThrow('is of no class that there is');
      expect(() => written(answers.needs)).toThrow(/is of a class that does not end as a loan-\d+ does/);
    }
    expect(keep(course)).toMatchObject({ item: { answers: { value: course } } });
    expect(set(course)).toMatchObject({ changes: { set: { answers: { value: course } } } });
    for (const written of [keep, set]) {
      expect(() => written({ ...course, dataClass: 'constructor' })).toThrow('is of no class that there is');
      expect(() => written({ ...course, source: 'hearsay' })).toThrow('is from no source that there is');
    }
    expect(() => keep({ ...course, role: 'friend' })).toThrow('names nobody in a role that there is');
    const misnamed = { ...stored, answers: { 'my\nline': course }, ends: { after: at } };
    expect(() => put(Form, key, misnamed)).toThrow();
    // What a later version of this software has stored is shown to nobody here, and keeps nobody from the rest.
    const later = { ...stored, answers: { course, more: { ...course, dataClass: 'of-tomorrow' } } };
    expect(view('provide-services', Form, ['title', 'answers']).parse(later)).toEqual({
      title: 'A',
      answers: { course },
    });
    expect(Form.safeParse({ ...key, type: kindOf(Form)?.type, v: 1, ...later }).success).toBe(true);
    const odd = { title: 'A', answers: { course, more: { ...course, dataClass: 'constructor' } } };
    expect(view('provide-services', Form, ['answers']).parse(odd)).toEqual({ answers: { course } });
    // Who is answered would take the rest for the whole.
    expect(wholly('answer-rights', Form).safeParse({ ...key, ...later }).success).toBe(false);
  });

  it('may have no such values at all where it says so, and has them in no other shape', () => {
    const Form = record(named(), { ends: { rule: 'booking' }, fields: { ...loan, answers: optional(valued()) } });
    expect(view('provide-services', Form, ['title', 'answers']).parse({ title: 'A' })).toEqual({ title: 'A' });
    expect(put(Form, key, { title: 'A', ends: { after: at } })).toMatchObject({ item: { title: 'A' } });
    const { schema, fieldClass } = valued();
    const listed = { ...loan, answers: { schema: z.array(schema), fieldClass } };
    expect(() => record(named(), { ends: { rule: 'booking' }, fields: listed })).toThrow('is no record of values');
  });

  it('is about somebody where a value may be, and has such values nowhere but in fields of its own', () => {
    const fields = { ...technical({ shelf: z.string() }), answers: valued() };
    expect(() => record(named(), { ends: { rule: 'booking' }, fields })).toThrow('and "answers" says so');
    expect(() => record(named(), { ends: 'kept', fields: { answers: valued() } })).toThrow('would be kept for ever');
    expect(() => group({ ...loan, answers: valued() })).toThrow('stand in a field of the record itself');
  });

  it('has no field without a class, nor one within a field', () => {
    const bare = { note: z.string() };
    // @ts-expect-error Every field has a class.
    expect(() => record(named(), { ends: { rule: 'booking' }, fields: { ...loan, ...bare } })).toThrow(
      'The field "note" has no class',
    );
    // @ts-expect-error Those within a field, too.
    expect(() => group({ ...loan, ...bare })).toThrow('The field "note" has no class');
  });

  it('refuses a view of what was never declared as a record', () => {
    expect(() => view('provide-services', z.object({ title: z.string() }), ['title'])).toThrow('has no data class');
  });
});

describe('the end of a record', () => {
  const Loan = record(named(), { ends: { rule: 'booking' }, fields: { ...person, ...loan } });
  const Letter = record(named(), {
    ends: { rule: 'email', from: 'sentAt' },
    fields: about('email', { sentAt: z.string(), read: z.boolean() }),
  });
  const Grant = record(named(), {
    ends: { rule: ['funding', 'funding-not-awarded'] },
    fields: about('award', { pence: z.int() }),
  });
  const Shelf = record(named(), { ends: 'kept', fields: technical({ inches: z.int() }) });
  const facts = { title: 'A', workEmail: 'somebody@nhs.net' };

  it('is counted by the rule that its kind declares, from what the write says', () => {
    expect(endOfWrite(put(Loan, key, { ...facts, ends: { after: at } }), retention)).toEqual({
      expiresAt: expiresAt('booking', at, retention),
    });
  });

  it('is counted from the field that its kind names, and anew when that is set', () => {
    const expected = { expiresAt: expiresAt('email', at, retention) };
    expect(endOfWrite(put(Letter, key, { sentAt: at, read: false }), retention)).toEqual(expected);
    expect(endOfWrite(update(Letter, key, { set: { sentAt: at } }), retention)).toEqual(expected);
    expect(endOfWrite(update(Letter, key, { set: { read: true } }), retention)).toEqual({});
  });

  it('can be another record’s', () => {
    const write = put(Loan, key, { ...facts, ends: { with: 2_000_000_000 } });
    expect(endOfWrite(write, retention)).toEqual({ expiresAt: 2_000_000_000 });
  });

  it('names its rule where its kind has several, and none that is not its own', () => {
    const grant = (by: 'funding' | 'booking') => put(Grant, key, { pence: 1, ends: { after: at, by } });
    expect(endOfWrite(grant('funding'), retention)).toEqual({ expiresAt: expiresAt('funding', at, retention) });
    expect(() => endOfWrite(grant('booking'), retention)).toThrow('ends by one of: funding, funding-not-awarded');
    expect(() => endOfWrite(put(Grant, key, { pence: 1, ends: { after: at } }), retention)).toThrow('ends by one of');
  });

  it('is said of every new record but those that are kept', () => {
    // @ts-expect-error Whoever writes a loan says when it ends.
    const without = put(Loan, key, facts);
    expect(() => endOfWrite(without, retention)).toThrow(/A new loan-\d+ does not say when it ends/);
    expect(endOfWrite(put(Shelf, key, { inches: 3 }), retention)).toEqual({});
  });

  it('is set by nobody but the engine', () => {
    const byHand = { ...facts, ends: { after: at }, expiresAt: 4_000_000_000 };
    // @ts-expect-error Nobody else says it.
    expect(() => put(Loan, key, byHand)).toThrow('The engine alone sets when a record ends');
    // @ts-expect-error Nobody else says it.
    expect(() => update(Loan, key, { set: { expiresAt: 4_000_000_000 } })).toThrow('The engine alone sets');
  });
});

describe('the version of a record', () => {
  const fields = technical({ inches: z.int(), version: z.int().min(1) });
  const Shelf = record(named(), { ends: 'kept', versioned: true, fields });

  it('is one more with each change, which holds only while it is the one that the change was based on', () => {
    const write = revise(Shelf, key, { version: 7 }, { set: { inches: 3 } });
    expect(write).toMatchObject({ kind: 'update', changes: { set: { inches: 3, version: 8 } } });
    const { ConditionExpression, ExpressionAttributeValues = {} } = compile(write.when, new Date(at));
    expect(ConditionExpression).toMatch(/#version = (:v\d)/);
    expect(Object.values(ExpressionAttributeValues)).toContain(7);
  });

  it('is set by nobody but the engine', () => {
    // @ts-expect-error Who changes a record says upon which version, and not which it becomes.
    revise(Shelf, key, { version: 7 }, { set: { inches: 3, version: 9 } });
    // @ts-expect-error Nor does one that says nothing of versions.
    expect(() => update(Shelf, key, { set: { version: 9 } })).toThrow('it is changed by revise()');
  });

  it('is forgotten by no change of what the record says, but may be kept by one of what is kept beside that', () => {
    expect(() => update(Shelf, key, { set: { inches: 3 } })).toThrow(/A loan-\d+ says its version/);
    expect(() => update(Shelf, key, { add: { inches: 1 } })).toThrow(/A loan-\d+ says its version/);
    const note = annotate(Shelf, key, { version: 7 }, { set: { inches: 3 } });
    expect(note.changes).toEqual({ set: { inches: 3 } });
    expect(Object.values(compile(note.when, new Date(at)).ExpressionAttributeValues ?? {})).toContain(7);
    const Page = record(named(), { ends: 'kept', fields });
    // That of which it is a page, and no version of its own.
    expect(() => revise(Page, key, { version: 7 }, { set: { inches: 3 } })).toThrow('is not its own');
  });

  it('is never that of a record which has ended', () => {
    const { ConditionExpression } = compile(
      revise(Shelf, key, { version: 7 }, { set: { inches: 3 } }, any(absent, present)).when,
      new Date(at),
    );
    expect(ConditionExpression).toMatch(/^\(\(\(attribute_exists/);
  });
});
