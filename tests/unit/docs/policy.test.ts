import { describe, expect, it } from 'vitest';
import { changesInWords } from '#privacy/changes.ts';
import { changesOf, saysTheSame } from '#privacy/versions.ts';
import { hashOf, notAsPublished, policyNow, publishedVersions } from '../../../scripts/policy-versions.ts';

const versions = publishedVersions();

describe('the published versions of the policy', () => {
  it.each(versions)('$version is as it was published', (version) => {
    expect(hashOf(version)).toBe(version.sha256);
  });

  it('are those that were pinned when they were published, apart from what they say', () => {
    expect(notAsPublished()).toEqual([]);
  });

  it('say what each changed, wherever its page is another', () => {
    const silent = versions.filter((_, index) => {
      const changes = changesOf(versions, index);
      return changes !== undefined && changesInWords(changes).length === 0;
    });
    expect(silent.map(({ version }) => version)).toEqual([]);
  });

  it('follow each other, each of a day of its own', () => {
    const days = versions.map(({ version }) => version);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days[0]).toBe('2026-11-28');
  });

  it('end with one that says what the code says', () => {
    const latest = versions.at(-1);
    expect(
      latest !== undefined && saysTheSame(latest, policyNow()),
      'What we tell people is not what we do. Agree the change, then run: npm run privacy:publish -- DAY',
    ).toBe(true);
  });
});
