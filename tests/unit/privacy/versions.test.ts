import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { differsFromPinned, pinLine, pinnedIn } from '#privacy/pinned.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { changesOf, inForceOn, standingOf, withVersion } from '#privacy/versions.ts';
import { hashOf } from '../../../scripts/policy-versions.ts';

const longer = { ...southEastLondon, retention: { ...southEastLondon.retention, bookingYearsFromSession: 7 } };
const saidOn = (version: string, hub = southEastLondon) => ({
  version,
  page: [...privacyPolicy(hub)],
  processing: processingOf(hub),
});

const how = { hashOf, today: '2026-11-28', noticeDays: 30 };

describe('a version of the policy', () => {
  const first = withVersion([], saidOn('2026-11-28'), how);

  it('comes after those before it, which stay as they are', () => {
    const both = withVersion(first, saidOn('2027-01-04', longer), how);
    expect(both.map(({ version }) => version)).toEqual(['2026-11-28', '2027-01-04']);
    expect(both[0]).toBe(first[0]);
    expect(changesOf(both, 0)).toBeUndefined();
    expect(changesOf(both, 1)?.different.join()).toContain('now kept for 7 years');
  });

  it('takes the place of none, and stands before none', () => {
    expect(() => withVersion(first, saidOn('2026-11-28', longer), how)).toThrow(
      'The version of 2026-11-28 has held since then and never changes. Publish another, of a later day: npm run privacy:publish -- DAY',
    );
    expect(() => withVersion(first, saidOn('2026-11-27', longer), how)).toThrow('of a later day');
  });

  it('is never changed, though its day is to come: somebody may have been told of it', () => {
    const coming = withVersion(first, saidOn('2027-01-04', longer), how);
    expect(() => withVersion(coming, saidOn('2027-01-04'), how)).toThrow('2027-01-04 is published and never changes');
  });

  it('does not begin on a day that is over, on which people were told otherwise', () => {
    const later = { ...how, today: '2027-01-05' };
    expect(() => withVersion(first, saidOn('2027-01-04', longer), later)).toThrow('a version of today, 2027-01-05');
  });

  it('holds no sooner than people can be told of what they must hear of', () => {
    expect(() => withVersion(first, saidOn('2026-12-27', longer), how)).toThrow(
      'People must be told of this 30 days before it holds: publish it for 2026-12-28 or later. Where nobody has an account yet, add --nobody-to-tell',
    );
    expect(withVersion(first, saidOn('2026-12-28', longer), how)).toHaveLength(2);
  });

  it('may hold at once where there is nobody to tell, or nothing: it is the first, or says nothing that people must hear of', () => {
    expect(withVersion(first, saidOn('2026-11-29', longer), { ...how, nobodyToTell: true })).toHaveLength(2);
    expect(withVersion([], saidOn('2026-11-28', longer), how)).toHaveLength(1);
    const forLonger = withVersion([], saidOn('2026-11-28', longer), how);
    expect(withVersion(forLonger, saidOn('2026-11-29'), how)).toHaveLength(2);
  });

  it('tells what its page says otherwise, where nothing else that is compared has changed', () => {
    const { page, ...rest } = saidOn('2027-01-04');
    const other = {
      ...rest,
      page: [...page.slice(0, -1), { kind: 'paragraph' as const, text: 'We keep no versions.' }],
    };
    const changes = changesOf(withVersion(first, other, how), 1);
    expect(changes && changesInWords(changes)).toEqual([
      'The policy now says: “We keep no versions.”',
      expect.stringContaining('(no longer) Each version of this policy is kept as it was'),
    ]);
    expect(changes && mustBeTold(changes)).toBe(true);
    const turned = { ...rest, page: page.toReversed() };
    expect(changesOf(withVersion(first, turned, how), 1)?.rewritten).toEqual(['the same in another order']);
  });

  it('says something new', () => {
    expect(() => withVersion(first, saidOn('2027-01-04'), how)).toThrow('The version of 2026-11-28 says all of this');
  });
});

describe('versions of several days', () => {
  const both = withVersion(withVersion([], saidOn('2026-11-28'), how), saidOn('2099-01-01', longer), how);

  it('hold from the day of each', () => {
    expect(inForceOn(both, '2026-11-27')).toBeUndefined();
    expect(inForceOn(both, '2098-12-31')?.version).toBe('2026-11-28');
    expect(inForceOn(both, '2099-01-01')?.version).toBe('2099-01-01');
  });

  it('are to come, in force or past', () => {
    const on = (today: string) => both.map(({ version }) => standingOf(both, version, today));
    expect(on('2026-11-27')).toEqual(['to-come', 'to-come']);
    expect(on('2026-11-28')).toEqual(['in-force', 'to-come']);
    expect(on('2099-01-01')).toEqual(['past', 'in-force']);
  });
});

describe('what versions were published as', () => {
  const versions = withVersion(withVersion([], saidOn('2026-11-28'), how), saidOn('2027-01-04', longer), how);
  const pinned = pinnedIn(versions.map(pinLine).join(''));

  it('is what they are', () => {
    expect(pinned.map(({ version }) => version)).toEqual(['2026-11-28', '2027-01-04']);
    expect(differsFromPinned(versions, pinned, hashOf)).toEqual([]);
  });

  it('shows a version that was changed in place, with its own hash', () => {
    const edited = versions.map((each) => ({ ...each, page: each.page.slice(1) }));
    const rehashed = edited.map((each) => ({ ...each, sha256: hashOf(each) }));
    for (const changed of [edited, rehashed])
      expect(differsFromPinned(changed, pinned, hashOf)).toEqual([
        'The version of 2026-11-28 says something else than was published: put it back as it was',
        'The version of 2027-01-04 says something else than was published: put it back as it was',
      ]);
  });

  it('shows one that is missing, one that was slipped in, and one that was pinned again', () => {
    expect(differsFromPinned(versions.slice(1), pinned, hashOf)).toEqual([
      'The version of 2026-11-28 was published and is missing: put it back',
    ]);
    expect(differsFromPinned(versions, pinned.slice(1), hashOf)).toEqual([
      'The version of 2026-11-28 was never published',
    ]);
    expect(differsFromPinned(versions, [...pinned, ...pinned], hashOf)).toEqual([
      'A version is pinned twice: what was pinned first holds',
    ]);
  });
});
