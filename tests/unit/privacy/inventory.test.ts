import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { southEastLondon } from '#hub/south-east-london.ts';
import { classesIn } from '#privacy/fields.ts';
import { inventory } from '#privacy/inventory.ts';
import { markdownOf } from '#privacy/page.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { expiresAt, hasExpired, periodInWords, retentionRules } from '#privacy/retention.ts';
import { stores } from '#privacy/stores.ts';
import { fieldClassesOf } from '#privacy/views.ts';
import {
  accessAnswers,
  type DataClassEntry,
  type Recipient,
  recipients,
  sections,
  sources,
} from '#privacy/vocabulary.ts';
import '#records/all.ts';
import { edges, foundOtherwise } from '#records/edges.ts';
import { SubjectRecord } from '#records/engine/items.ts';
import { type Kind, kindOf, recordTypes } from '#records/engine/record.ts';
import type { linkedKinds } from '#records/kinds.ts';
import { storedFields } from '#records/stored-fields.ts';
import { namedHub } from '../../support/named-hub.ts';

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

const outsideRecords: ReadonlySet<string> = new Set(
  stores
    .flatMap(({ classes }) => classes)
    .filter((name) => !records.some(({ record }) => classesOfRecord(record).includes(name))),
);

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

  it('keeps the fingerprint of a link, and of an address, no longer than is said: as long as what it stands for', () => {
    const rules = (of: (name: string, record: z.ZodObject) => boolean) =>
      new Set(records.filter(({ name, record }) => of(name, record)).flatMap(({ record }) => rulesOf(record)));
    const opened: Readonly<Record<(typeof linkedKinds)[number], string>> = {
      booking: 'booking',
      'group-booking': 'group-booking',
      'funding-request': 'funding-request',
      statement: 'statement',
      registration: 'registration',
      account: 'person',
      'new-email': 'email-change',
      'old-email': 'email-change',
      news: 'person',
    };
    const ofOpened = rules((name) => Object.values(opened).includes(name));
    expect([...inventory.links.retention].sort()).toEqual([...ofOpened].sort());
    // Beside a record stands one for each further address of it, or of its values.
    const pointed = rules((_, record) => Object.keys(declared(record).subjects).length > 0);
    expect([...inventory['subject-index'].retention].sort()).toEqual([...pointed].sort());
    expect(rulesOf(SubjectRecord).toSorted()).toEqual([...pointed].sort());
  });

  it('uses every class and every rule of retention that there is', () => {
    const besides = stores.flatMap(({ classes }) => classes);
    const used = new Set([...records.flatMap(({ record }) => classesOfRecord(record)), ...besides]);
    expect([...used].sort()).toEqual(Object.keys(inventory).sort());
    // Of what AWS writes by itself, a store's own setting.
    const ofStores = Object.entries<DataClassEntry>(inventory)
      .filter(([name]) => outsideRecords.has(name))
      .flatMap(([, { retention }]) => [retention].flat());
    const rules = new Set([...records.flatMap(({ record }) => rulesOf(record)), ...ofStores]);
    expect([...rules].sort()).toEqual(Object.keys(retentionRules).sort());
  });

  it('says of every field where it comes from, of the sources of its class and of no others', () => {
    for (const [name, { sources }] of Object.entries<DataClassEntry>(inventory)) {
      if (outsideRecords.has(name)) continue;
      const own = storedFields().filter(({ fieldClass }) => fieldClass.dataClass === name);
      expect([...new Set(own.flatMap(({ fieldClass }) => fieldClass.sources))].sort(), name).toEqual(
        [...sources].sort(),
      );
      if (sources.length === 1) continue;
      // One that was not told apart would come from all of them.
      const undivided = own.filter(({ fieldClass }) => fieldClass.sources === sources);
      expect(
        undivided.map(({ record, field }) => `${record}.${field}`),
        name,
      ).toEqual([]);
    }
  });

  it('relies on each of these bases for something', () => {
    const bases = Object.values<DataClassEntry>(inventory).flatMap((entry) =>
      Object.values(entry.purposes).map(({ basis }) => basis),
    );
    expect([...new Set(bases)].sort()).toEqual(['consent', 'contract', 'legal-obligation', 'legitimate-interest']);
    expect(inventory['access-needs'].purposes['provide-services'].basis).toBe('consent');
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
  const policy = markdownOf(privacyPolicy(southEastLondon));

  it('says of every class what is held, and for how long', () => {
    for (const { wording, retention, andElsewhere } of Object.values<DataClassEntry>(inventory)) {
      if (andElsewhere) expect(policy).toContain(andElsewhere(southEastLondon));
      expect(policy.toLowerCase()).toContain(wording.toLowerCase());
      for (const rule of [retention].flat()) expect(policy).toContain(periodInWords(rule, decisions));
    }
  });

  it('says of every class where it comes from, with whom it is shared, and what becomes of it when somebody asks', () => {
    for (const entry of Object.values<DataClassEntry>(inventory)) {
      const from = policy.indexOf(`#### ${entry.wording.charAt(0).toUpperCase()}${entry.wording.slice(1)}`);
      const own = policy.slice(from, policy.indexOf('\n#', from + 1));
      for (const source of entry.sources) expect(own).toContain(sources[source]);
      for (const [recipient, leaving] of Object.entries(entry.recipients)) {
        expect(own).toContain(recipients[recipient as Recipient]);
        expect(own).toContain(leaving === 'aggregated' ? 'only as numbers in which nobody' : leaving.identified);
      }
      if (Object.keys(entry.recipients).length === 0) expect(own).toContain('We share it with nobody.');
      expect(own).toContain(accessAnswers[entry.access]);
      if (typeof entry.erasure === 'object')
        expect(own).toContain(`We cannot delete it earlier: ${entry.erasure.keep}.`);
      const above = policy.slice(0, from);
      expect(above.slice(above.lastIndexOf('\n### ')).trim().split('\n')[0]).toBe(`### ${sections[entry.section]}`);
    }
  });

  it('says how to use each right, to object, to take back consent and to complain, here and to the ICO', () => {
    for (const words of [
      'see what we hold about you, and have a copy of it',
      'have what is wrong put right',
      'have it deleted',
      'you may take it back at any time by writing to info@seltraininghub.co.uk',
      'you can have deleted yourself, without writing: follow the link in an email about your booking',
      'you may object by writing to info@seltraininghub.co.uk',
      'complain to us: write to info@seltraininghub.co.uk or call 073 8646 9528',
      'https://ico.org.uk/make-a-complaint',
      'Our staff decide about requests for funding',
      'copies for such an emergency last 35 days',
      'for us by Amazon Web Services, on servers in London',
    ])
      expect(policy).toContain(words);
  });

  it('names who answers for it where the hub has, and says where it has not yet', () => {
    expect(policy).toContain('(the controller): not yet named');
    expect(policy).toContain('Data protection officer: not yet named');
    const all = markdownOf(privacyPolicy(namedHub));
    expect(all).toContain('(the controller): Invented Primary Care Federation Limited');
    expect(all).toContain('Data protection officer: Ada Invented, dpo@hub.example');
    expect(all).toContain('Registration with the Information Commissioner’s Office: ZA000000');
    expect(all).not.toContain('not yet named');
  });

  it('says what leaves the country, and what protects it there', () => {
    expect(policy).toContain('Whether any of it goes to places outside the United Kingdom: not yet named.');
    expect(markdownOf(privacyPolicy(namedHub))).toContain(
      'None of it is passed on to anybody outside the United Kingdom.',
    );
    const transfers = [{ recipient: 'Invented Mailers', country: 'Ireland', safeguard: 'adequacy regulations' }];
    expect(markdownOf(privacyPolicy({ ...southEastLondon, transfers }))).toContain(
      'to Invented Mailers in Ireland, protected by adequacy regulations',
    );
  });

  it('names every place that holds something of somebody’s, and no other', () => {
    const from = policy.indexOf('## Where it lies');
    const own = policy.slice(from, policy.indexOf('\n## ', from + 1)).toLowerCase();
    for (const { holds, classes } of stores)
      expect(own.includes(`- ${holds.toLowerCase()}: `), holds).toBe(classes.length > 0);
  });

  it('says what AWS keeps by itself: who opened a document, who of the staff signed in, and whose address refuses email', () => {
    for (const words of [
      'Who sent us a document or opened one, and when: the IP address, the browser',
      'We keep it for 90 days from the day on which a document was sent or opened.',
      'when you signed in, from which IP address, device and city',
      'That service sets no end that we know of',
      'That list has no end: your address stays on it, also after our own record has gone',
      'Tables for staff that were too large to be answered: who booked a session, money that moved: for 4 days at most',
      'which is gone within 4 days, and cannot be taken out of it before',
    ])
      expect(policy).toContain(words);
  });

  it('promises to delete nothing that it says cannot be found', () => {
    for (const { access, erasure, wording } of Object.values<DataClassEntry>(inventory))
      if (access === 'nothing') expect(erasure, wording).toHaveProperty('keep');
  });

  it('claims nothing of what this software does not do', () => {
    for (const word of ['analytics', 'cookie', 'newsletter', 'apprenticeship'])
      expect(policy.toLowerCase()).not.toContain(word);
  });

  it('follows the decisions of another hub', () => {
    const other = { ...southEastLondon, name: 'Another Hub', retention: { ...decisions, bookingYearsFromSession: 3 } };
    expect(markdownOf(privacyPolicy(other))).toContain('3 years from the end of the session');
    expect(markdownOf(privacyPolicy(other))).toContain('# How Another Hub uses your information');
  });
});
