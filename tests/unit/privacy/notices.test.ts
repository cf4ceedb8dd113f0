import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { noticesOf } from '#privacy/notices.ts';
import { listedOf } from '#privacy/versions.ts';
import { policyOf } from '../../support/policy-versions.ts';

const { retention } = southEastLondon;
const longer = { ...southEastLondon, retention: { ...retention, bookingYearsFromSession: 7 } };

describe('what people are told of the policy', () => {
  it('is nothing of the first version, which nobody gave anything under', () => {
    expect(noticesOf(listedOf(policyOf(['2026-11-28', longer])))).toEqual([]);
  });

  it('is what a version does that the one before it did not, and not what it does no more', () => {
    const versions = policyOf(
      ['2026-11-28', { ...southEastLondon, retention: { ...retention, asksDays: 2 } }],
      ['2027-02-01', longer],
    );
    const [notice, ...others] = noticesOf(listedOf(versions));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ version: '2027-02-01', before: '2026-11-28' });
    expect(notice?.changes).not.toEqual([]);
    for (const change of notice?.changes ?? []) expect(change).toContain(': now kept for 7 years');
  });

  it('is nothing of a version that only does less', () => {
    const versions = policyOf(['2026-11-28', longer], ['2027-02-01', southEastLondon], ['2027-07-01', longer]);
    expect(noticesOf(listedOf(versions)).map(({ version, before }) => [version, before])).toEqual([
      ['2027-07-01', '2027-02-01'],
    ]);
  });
});
