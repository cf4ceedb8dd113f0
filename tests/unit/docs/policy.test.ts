import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { publishedOf } from '#privacy/published.ts';
import { publishedPage } from '#privacy/published-page.ts';
import { changesOf, saysTheSame } from '#privacy/versions.ts';
import { hashOf, notAsPublished, policyNow, publishedVersions } from '../../../scripts/policy-versions.ts';

const versions = publishedVersions();

describe('the published versions of the policy', () => {
  it.each(versions)('$version is as it was published', (version) => {
    expect(hashOf(version)).toBe(version.sha256);
  });

  it('are listed, each with what it changed and whether people must be told', () => {
    const listed = publishedOf(southEastLondon);
    expect(listed.map(({ version, sha256 }) => ({ version, sha256 }))).toEqual(
      versions.map(({ version, sha256 }) => ({ version, sha256 })),
    );
    for (const [index, { changes, news }] of listed.entries()) {
      const found = changesOf(versions, index);
      expect(changes).toEqual(found ? changesInWords(found) : []);
      expect(news.length > 0).toBe(found !== undefined && mustBeTold(found));
    }
  });

  it.each(versions)('$version is read by its day, and says then what it says here', async ({ version, page }) => {
    expect(await publishedPage(southEastLondon, version)).toEqual(page);
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
