import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { southEastLondon } from '#hub/south-east-london.ts';
import { type DataClass, inventory } from '#privacy/inventory.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { expiresAt, hasExpired, periodInWords, retentionRules } from '#privacy/retention.ts';
import { classOf, notPersonal, personal, view } from '#privacy/stored-fields.ts';
import '#records/all.ts';
import { recordTypes, retentionRuleOf } from '#records/engine/record.ts';

const decisions = southEastLondon.retention;

const nameOf = (record: z.ZodObject) => (record.shape.type as z.ZodLiteral<string>).value;
const records = recordTypes.map((record) => ({ name: nameOf(record), record }));
const fieldsOf = (record: z.ZodObject) =>
  Object.entries(record.shape).map(([field, schema]) => ({ field, dataClass: classOf(schema as z.ZodType) }));

describe('every stored record', () => {
  it.each(records)('$name: each field has a data class', ({ record }) => {
    expect(fieldsOf(record).filter(({ dataClass }) => dataClass === undefined)).toEqual([]);
  });

  it.each(records)('$name: what is personal in it ends by the rule of its class', ({ record }) => {
    const rule = retentionRuleOf(record);
    const personalClasses = fieldsOf(record)
      .map(({ dataClass }) => dataClass)
      .filter((dataClass): dataClass is DataClass => dataClass !== undefined && dataClass !== 'not-personal');
    for (const dataClass of personalClasses) expect(inventory[dataClass].retention).toEqual(rule);
    // A record that is kept for good holds nothing personal, and one that ends says when.
    if (rule === 'kept') expect(personalClasses).toEqual([]);
    else expect(record.shape).toHaveProperty('expiresAt');
  });

  it('uses every class and every rule of retention that there is', () => {
    const used = new Set(records.flatMap(({ record }) => fieldsOf(record).map(({ dataClass }) => dataClass)));
    for (const dataClass of Object.keys(inventory)) expect(used).toContain(dataClass);
    const rules = new Set(records.flatMap(({ record }) => retentionRuleOf(record) ?? []));
    for (const rule of Object.keys(retentionRules)) expect(rules).toContain(rule);
  });
});

describe('the gate of purposes', () => {
  const record = z.object({
    ...notPersonal({ id: z.string() }),
    ...personal('access-needs', { needs: z.string() }),
    unclassified: z.string(),
  });

  it('reads for a purpose only what is declared for it, and drops the rest', () => {
    const seen = view('provide-services', record, ['id', 'needs']);
    expect(seen.parse({ id: '1', needs: 'ramp', unclassified: 'x' })).toEqual({ id: '1', needs: 'ramp' });
  });

  it('refuses a purpose that the inventory does not declare for a field', () => {
    expect(() => view('report-on-workforce', record, ['needs'])).toThrow(
      '"needs" is of the class "access-needs", which "report-on-workforce" may not read',
    );
  });

  it('refuses a field without a class', () => {
    expect(() => view('provide-services', record, ['unclassified'])).toThrow('has no data class');
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
