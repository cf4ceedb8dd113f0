import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { markdownOf } from '#privacy/page.ts';
import { recordOfProcessing, recordOfProcessingOf } from '#privacy/processing.ts';
import { recordOfProcessingPage } from '#privacy/record-page.ts';
import { subjectRoles } from '#privacy/subjects.ts';
import { storedFields } from '#records/stored-fields.ts';
import { namedHub } from '../../support/named-hub.ts';

const record = recordOfProcessingOf(southEastLondon, storedFields());
const classOf = (name: string) => record.classes.find(({ dataClass }) => dataClass === name);

describe('the record of processing', () => {
  it('says what Article 30(1) lists', () => {
    expect(recordOfProcessing.parse(record)).toEqual(record);
    expect(record.controller).toMatchObject({ hub: southEastLondon.name, legalName: null, icoRegistration: null });
    expect(recordOfProcessingOf(namedHub, []).controller).toMatchObject({ icoRegistration: 'ZA000000' });
    for (const role of Object.values(subjectRoles)) expect(record.dataSubjects).toContain(role);
    expect(record.purposes.map(({ purpose }) => purpose)).toContain('tell-about-services');
    expect(record.transfers).toBeNull();
    expect(recordOfProcessingOf(namedHub, []).transfers).toEqual([]);
    expect(record.processors).toEqual(['Amazon Web Services, on servers in London']);
  });

  it('names the hub and how it is reached, as the policy does', () => {
    const { hub, address, telephone, email } = record.controller;
    expect(hub).toBe('South East London Workforce Development Hub');
    expect(address?.join(', ')).toBe('Third Floor, Northside House, 69 Tweedy Road, Bromley, BR1 3WA');
    expect([telephone, email]).toEqual(['073 8646 9528', 'info@seltraininghub.co.uk']);
  });

  it('says of a class what becomes of it, and names its fields with where each comes from', () => {
    expect(classOf('access-needs')).toMatchObject({
      section: 'Information you give us',
      erasure: 'delete',
      purposes: [{ purpose: 'provide-services', basis: 'consent', article9: 'explicit-consent' }, expect.anything()],
      retention: [{ rule: 'access-needs', from: 'the end of the session', days: 30 }],
    });
    expect(classOf('booking')?.recipients).toEqual([
      { recipient: 'training-provider', leaves: 'identified', only: 'your name and work email only' },
      { recipient: 'commissioner', leaves: 'aggregated' },
    ]);
    const fields = classOf('booking')?.fields ?? [];
    expect(fields).toContainEqual({ record: 'booking', field: 'attendance', sources: ['recorded-by-staff'] });
    expect(fields).toContainEqual({ record: 'booking', field: 'status', sources: ['derived'] });
  });

  it('is a page, on which every class and every field stands', () => {
    const page = markdownOf(recordOfProcessingPage(record));
    for (const { dataClass, fields = [], access, erasure } of record.classes) {
      expect(page).toContain(`Class: ${dataClass}`);
      for (const { field } of fields) expect(page).toContain(field);
      expect(page).toContain(access);
      expect(page).toContain(erasure);
    }
  });
});
