import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { changesOf, withVersion } from '#privacy/versions.ts';
import { hashOf } from '../../../scripts/policy-versions.ts';

const longer = { ...southEastLondon, retention: { ...southEastLondon.retention, bookingYearsFromSession: 7 } };
const saidOn = (version: string, hub = southEastLondon) => ({
  version,
  page: [...privacyPolicy(hub)],
  processing: processingOf(hub),
});

describe('a version of the policy', () => {
  const first = withVersion([], saidOn('2026-11-28'), hashOf);

  it('comes after those before it, which stay as they are', () => {
    const both = withVersion(first, saidOn('2027-01-04', longer), hashOf);
    expect(both.map(({ version }) => version)).toEqual(['2026-11-28', '2027-01-04']);
    expect(both[0]).toBe(first[0]);
    expect(changesOf(both, 0)).toBeUndefined();
    expect(changesOf(both, 1)?.longerPeriods.join()).toContain('now kept for 7 years');
  });

  it('takes the place of none, and stands before none', () => {
    expect(() => withVersion(first, saidOn('2026-11-28', longer), hashOf)).toThrow('is published and never changes');
    expect(() => withVersion(first, saidOn('2026-11-27', longer), hashOf)).toThrow('is of a later day');
  });

  it('says something new', () => {
    expect(() => withVersion(first, saidOn('2027-01-04'), hashOf)).toThrow(
      'The version of 2026-11-28 says all of this',
    );
  });
});
