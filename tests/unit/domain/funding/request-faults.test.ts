import { describe, expect, it } from 'vitest';
import { faultsOfAmounts, faultsOfCourse, faultsOfSending, isAnother } from '#domain/funding/request-faults.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { requestOf, rules } from '../../../support/funding-nouns.ts';

const before = new Date('2027-01-04T09:00:00.000Z');
const { course } = requestOf();
if (!course) throw new Error('It is for a course');

const fieldsOf = (faults: readonly { readonly field: string }[]) => faults.map(({ field }) => field);

describe('a course that is entered', () => {
  const faults = (changes: Partial<typeof course>, now = before) =>
    fieldsOf(faultsOfCourse(southEastLondon, { ...course, ...changes }, rules, now));

  it('can be left out, and can be of any provider that has a name', () => {
    expect(faultsOfCourse(southEastLondon, undefined, rules, before)).toEqual([]);
    expect(faults({})).toEqual([]);
    expect(faults({ provider: { name: 'A provider' } })).toEqual([]);
    expect(faults({ provider: { providerId: 'nobody' } })).toEqual(['course/provider/providerId']);
  });

  it('can be of a provider while it is on the list', () => {
    const provider = { providerId: 'once', name: 'A provider', from: '2026-09-01', until: '2027-02-01' };
    const other = { providerId: 'other', name: 'Another', from: '2026-01-01', until: null };
    const hub = { funding: { ...southEastLondon.funding, providers: [provider, other] } };
    const on = (startsOn: string) =>
      faultsOfCourse(hub, { ...course, provider: { providerId: 'once' }, startsOn }, undefined, new Date(0));
    expect([on('2026-09-01'), on('2027-02-01')]).toEqual([[], []]);
    const instead = { field: 'course/provider/providerId' };
    expect(on('2026-08-31')).toEqual([
      { ...instead, detail: 'Choose one of: other. Or give the name of another provider' },
    ]);
    expect(on('2027-02-02')).toEqual(on('2026-08-31'));
  });

  it('begins after today in London', () => {
    expect(faults({}, new Date('2027-01-31T23:59:59.999Z'))).toEqual([]);
    expect(faultsOfCourse(southEastLondon, course, rules, new Date('2027-02-01T00:00:00.000Z'))).toEqual([
      { field: 'course/startsOn', detail: 'A course that has begun cannot be funded: apply before it begins' },
    ]);
  });

  it('begins in the year of its pot, where it names one', () => {
    expect(faults({ startsOn: '2027-03-31' })).toEqual([]);
    expect(faults({ startsOn: '2027-04-01' })).toEqual(['course/startsOn']);
    const later = { ...rules, financialYear: '2027-28' };
    expect(faultsOfCourse(southEastLondon, course, later, before)).toEqual([
      {
        field: 'course/startsOn',
        detail: 'This pot is for courses that begin from Thursday 1 April 2027 to Friday 31 March 2028',
      },
    ]);
    const first = { ...course, startsOn: '2027-04-01' };
    expect(faultsOfCourse(southEastLondon, first, later, before)).toEqual([]);
    expect(faultsOfCourse(southEastLondon, { ...course, startsOn: '2027-04-01' }, undefined, before)).toEqual([]);
  });
});

describe('the amounts of a request', () => {
  it('are no more than the course costs', () => {
    expect(faultsOfAmounts({ costPence: 100, amountPence: 100 })).toEqual([]);
    expect(faultsOfAmounts({ costPence: 100, amountPence: 101 })).toEqual([
      { field: 'amountPence', detail: 'Ask for no more than the course costs' },
    ]);
    expect(faultsOfAmounts({ costPence: 100 })).toEqual([]);
    expect(faultsOfAmounts({ amountPence: 101 })).toEqual([]);
  });
});

describe('a request that is sent', () => {
  it('has all that is needed', () => {
    expect(faultsOfSending(southEastLondon, requestOf(), ['manager'], before)).toEqual([]);
    const { course: _1, costPence: _2, amountPence: _3, paysFor: _4, reason: _5, ...bare } = requestOf();
    const missing = faultsOfSending(southEastLondon, bare, ['applicant'], before);
    expect(missing.at(0)?.detail).toBe('Give this before you send the request');
    expect(missing.at(-1)?.detail).toBe('This pot asks for a statement of your own');
    expect(fieldsOf(missing)).toEqual([
      'course',
      'costPence',
      'amountPence',
      'paysFor',
      'reason',
      'applicantStatement',
    ]);
  });

  it('is still for what can be funded', () => {
    const late = new Date('2027-02-01T09:00:00.000Z');
    const dear = requestOf({ amountPence: 120_001, applicantStatement: 'I want to lead it.' });
    expect(fieldsOf(faultsOfSending(southEastLondon, dear, ['applicant'], late))).toEqual([
      'course/startsOn',
      'amountPence',
    ]);
  });
});

describe('a request that is changed', () => {
  it('is another where the course is, or where more is asked for or it costs more', () => {
    const request = requestOf();
    const changed = (changes: Parameters<typeof requestOf>[0]) => isAnother(request, requestOf(changes));
    expect(changed({ reason: 'Another reason.', amountPence: 1, costPence: 1 })).toBe(false);
    expect(changed({ amountPence: 33_334 })).toBe(true);
    expect(changed({ costPence: 120_001 })).toBe(true);
    expect(changed({ course: { ...course, endsOn: '2027-03-23' } })).toBe(true);
  });
});
