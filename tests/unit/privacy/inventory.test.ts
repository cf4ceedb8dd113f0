import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { southEastLondon } from '#hub/south-east-london.ts';
import { classesIn } from '#privacy/fields.ts';
import { inventory } from '#privacy/inventory.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { expiresAt, hasExpired, periodInWords, retentionRules } from '#privacy/retention.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import '#records/all.ts';
import { edges, foundOtherwise } from '#records/edges.ts';
import { type Kind, kindOf, recordTypes } from '#records/engine/record.ts';

const decisions = southEastLondon.retention;

function declared(record: z.ZodObject): Kind {
  const kind = kindOf(record);
  if (!kind) throw new Error('every record is of a kind');
  return kind;
}
const classesOfRecord = (record: z.ZodObject) =>
  Object.values(fieldClassesOf(record) ?? {})
    .flatMap(classesIn)
    .flatMap((each) => ('dataClass' in each ? [each.dataClass] : []));
const records = recordTypes.map((record) => ({ name: declared(record).type, record }));
const aboutSomebody = records.filter(({ record }) =>
  Object.values(fieldClassesOf(record) ?? {})
    .flatMap(classesIn)
    .some(({ sort }) => sort !== 'technical'),
);
const rulesOf = (record: z.ZodObject) => {
  const { ends } = declared(record);
  return ends === 'kept' ? [] : [ends.rule].flat();
};

describe('every stored record', () => {
  it.each(aboutSomebody)('$name: ends by rules of every class that is in it', ({ record }) => {
    expect(rulesOf(record)).not.toEqual([]);
    for (const dataClass of classesOfRecord(record)) {
      expect([inventory[dataClass].retention].flat()).toEqual(expect.arrayContaining([...rulesOf(record)]));
    }
  });

  it.each(aboutSomebody)('$name: whoever it is about leads to it', ({ record }) => {
    const led = edges.some(({ to }) => to === record) || Object.keys(declared(record).subjects).length > 0;
    // Either it is found, or it is said why that is not needed.
    expect(led).toBe(!foundOtherwise.has(record));
  });

  it('is led to from where somebody is led to', () => {
    const found = new Set(recordTypes.filter((record) => Object.keys(declared(record).subjects).length > 0));
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const { from, to } of edges) if (from === undefined || found.has(from)) found.add(to);
    }
    expect(edges.filter(({ to }) => !found.has(to))).toEqual([]);
  });

  it('uses every class and every rule of retention that there is', () => {
    const used = new Set(records.flatMap(({ record }) => classesOfRecord(record)));
    expect([...used].sort()).toEqual(Object.keys(inventory).sort());
    const rules = new Set(records.flatMap(({ record }) => rulesOf(record)));
    expect([...rules].sort()).toEqual(Object.keys(retentionRules).sort());
  });

  it('gives special category data a condition of Article 9 for every purpose', () => {
    for (const use of Object.values(inventory['access-needs'].purposes)) expect(use.article9).toBe('explicit-consent');
  });
});

describe('retention', () => {
  const seconds = (instant: string) => Date.parse(instant) / 1000;

  it('counts years by the calendar, and from a leap day to the last of February', () => {
    expect(expiresAt('booking', '2027-01-18T16:00:00.000Z', decisions)).toBe(seconds('2033-01-18T16:00:00Z'));
    expect(expiresAt('account', '2028-02-29T12:00:00.000Z', decisions)).toBe(seconds('2030-02-28T12:00:00Z'));
  });

  it('counts days', () => {
    expect(expiresAt('email', '2027-03-20T09:00:00.000Z', decisions)).toBe(seconds('2027-04-19T09:00:00Z'));
  });

  it('ends a record at its second, and not before', () => {
    const record = { expiresAt: seconds('2027-01-01T00:00:00Z') };
    expect(hasExpired(record, new Date('2026-12-31T23:59:59.999Z'))).toBe(false);
    expect(hasExpired(record, new Date('2027-01-01T00:00:00.000Z'))).toBe(true);
    expect(hasExpired({}, new Date('2999-01-01T00:00:00Z'))).toBe(false);
  });

  it('is said in words', () => {
    expect(periodInWords('booking', decisions)).toBe('6 years from the end of the session');
    expect(periodInWords('reply-to-retry', decisions)).toBe('1 day from your request');
  });
});

describe('the published policy', () => {
  const policy = privacyPolicy(southEastLondon);

  it('says of every class what is held, and for how long', () => {
    for (const { wording, retention } of Object.values(inventory)) {
      expect(policy.toLowerCase()).toContain(wording.toLowerCase());
      for (const rule of [retention].flat()) expect(policy).toContain(periodInWords(rule, decisions));
    }
  });

  it('follows the decisions of another hub', () => {
    const other = { ...southEastLondon, name: 'Another Hub', retention: { ...decisions, bookingYearsFromSession: 3 } };
    expect(privacyPolicy(other)).toContain('3 years from the end of the session');
    expect(privacyPolicy(other)).toContain('# How Another Hub uses your information');
  });
});
