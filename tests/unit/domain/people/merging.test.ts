import { describe, expect, it } from 'vitest';
import { isAmongTheirs, mostAddresses } from '#domain/people/addresses.ts';
import {
  addressesWith,
  approvalRefusal,
  approved,
  includesWith,
  type Merge,
  type Mergeable,
  mergeRefusal,
  partedFrom,
  statusOfMerge,
  undone,
} from '#domain/people/merging.ts';

const at = '2027-01-04T09:00:00.000Z';
const person = (personId: string, changes: Partial<Mergeable> = {}): Mergeable => ({
  personId,
  workEmail: `${personId}@nhs.net`,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...changes,
});
const account = (personId: string, changes: Partial<Mergeable> = {}) =>
  person(personId, { sub: `user ${personId}`, accountSince: '2026-06-01T00:00:00.000Z', ...changes });
const merge: Merge = {
  mergeId: 'merge',
  personId: 'kept',
  otherPersonId: 'other',
  proposedBy: 'ann',
  proposedAt: at,
  since: at,
};

describe('whether two records can be one person’s', () => {
  it.each([
    ['two accounts', account('kept'), account('other')],
    ['one into which another was merged', account('kept'), account('other', { includes: ['third'] })],
  ])('%s can', (_, kept, other) => expect(mergeRefusal(kept, other)).toBeUndefined());

  it.each([
    ['one and itself', account('kept'), account('kept'), /one record already/],
    [
      'one that was merged already',
      account('kept'),
      account('other', { mergedInto: 'third' }),
      /other has been merged/,
    ],
    ['into one that was merged', account('kept', { mergedInto: 'third' }), account('other'), /kept has been merged/],
    ['an account into a guest', person('kept'), account('other'), /kept has no account/],
    ['a guest into an account', account('kept'), person('other'), /other has no account/],
  ])('%s cannot', (_, kept, other, because) => expect(mergeRefusal(kept, other)).toMatch(because));

  it('not where they would have more addresses than can be read with each list', () => {
    const many = (count: number, of: string) =>
      Array.from({ length: count }, (__, index) => ({ workEmail: `${of}${index}@nhs.net`, from: at }));
    const kept = account('kept', { workEmail: 'k0@nhs.net', addresses: many(mostAddresses - 1, 'k') });
    expect(mergeRefusal(kept, account('other'))).toBeUndefined();
    const other = account('other', { workEmail: 'o0@nhs.net', addresses: many(2, 'o') });
    expect(mergeRefusal(kept, other)).toMatch(/more than 12 addresses/);
  });
});

describe('what is one from then on', () => {
  const kept = account('kept', { includes: ['guest'] });
  const other = account('other', {
    includes: ['third'],
    addresses: [
      { workEmail: 'third@nhs.net', from: '2025-01-01T00:00:00.000Z', until: at, of: 'third' },
      { workEmail: 'other@nhs.net', from: '2026-06-01T00:00:00.000Z' },
    ],
  });

  it('names whose each address is, the one to write to last; and parts to what was before', () => {
    const addresses = addressesWith(kept, other, at);
    expect(addresses).toEqual([
      { workEmail: 'third@nhs.net', from: '2025-01-01T00:00:00.000Z', until: at, of: 'third' },
      { workEmail: 'other@nhs.net', from: '2026-06-01T00:00:00.000Z', until: at, of: 'other' },
      { workEmail: 'kept@nhs.net', from: '2026-06-01T00:00:00.000Z' },
    ]);
    const includes = includesWith(kept, other);
    expect(includes).toEqual(['guest', 'other', 'third']);
    expect(partedFrom({ ...kept, addresses, includes }, other)).toEqual({
      addresses: [{ workEmail: 'kept@nhs.net', from: '2026-06-01T00:00:00.000Z' }],
      includes: ['guest'],
    });
  });

  it('knows a mailbox however it is written', () => {
    expect(isAmongTheirs(kept, 'Kept+tag@nhs.net')).toBe(true);
    expect(isAmongTheirs(kept, 'other@nhs.net')).toBe(false);
  });
});

describe('who says so', () => {
  it('are two of the staff', () => {
    expect(approvalRefusal(merge, 'ann')).toBe('another-is-needed');
    expect(approvalRefusal(merge, 'bob')).toBeUndefined();
    expect(approvalRefusal(approved(merge, 'bob', at), 'cat')).toBe('not-proposed');
    expect(approvalRefusal(undone(merge, 'ann', at), 'bob')).toBe('not-proposed');
  });

  it('is told by how it stands', () => {
    expect(statusOfMerge(merge)).toBe('proposed');
    expect(statusOfMerge(approved(merge, 'bob', at))).toBe('merged');
    expect(statusOfMerge(undone(merge, 'ann', at))).toBe('withdrawn');
    expect(statusOfMerge(undone(approved(merge, 'bob', at), 'ann', at))).toBe('undone');
  });
});
