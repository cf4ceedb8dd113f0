import { describe, expect, it } from 'vitest';
import {
  isFor,
  isReleasedBy,
  type Reader,
  released,
  releaseRefusal,
  rewritten,
  stopLinkEnds,
  stopped,
  written,
} from '#domain/news/news.ts';

const at = '2027-01-04T09:00:00.000Z';
const everybody = { roleGroups: [], boroughs: [] };
const details = { title: 'Places to train', text: 'Twelve places.\nApply soon.', audience: everybody };
const draft = written('01KEX4S6V8Z2M9Q3T7R5W1YB0N', details, { by: 'ann', at });

describe('a letter of news', () => {
  it('is let go out by somebody who wrote nothing of it, as they have read it', () => {
    expect(releaseRefusal(draft, 'ben', 1)).toBeUndefined();
    expect(releaseRefusal(draft, 'ann', 1)).toBe('another-is-needed');
    const changed = rewritten(draft, { text: 'Ten places.' }, { by: 'ben', at });
    expect(changed).toMatchObject({ version: 2, writers: ['ann', 'ben'], text: 'Ten places.', title: details.title });
    expect(releaseRefusal(changed, 'ann', 2)).toBe('another-is-needed');
    expect(releaseRefusal(changed, 'ben', 2)).toBe('another-is-needed');
    expect(releaseRefusal(changed, 'cat', 1)).toBe('stale-version');
    expect(releaseRefusal(changed, 'cat', 2)).toBeUndefined();
  });

  it('names each of its writers once', () => {
    const twice = rewritten(rewritten(draft, {}, { by: 'ann', at }), {}, { by: 'ann', at });
    expect(twice).toMatchObject({ version: 3, writers: ['ann'] });
  });

  it('is let go out once, and knows by whom', () => {
    const out = released(draft, { by: 'ben', at });
    expect(out).toMatchObject({ status: 'released', version: 2, releasedBy: 'ben', releasedAt: at });
    expect(isReleasedBy(draft, 'ben')).toBe(false);
    expect(isReleasedBy(out, 'ben')).toBe(true);
    expect(isReleasedBy(out, 'cat')).toBe(false);
    expect(releaseRefusal(out, 'cat', 2)).toBe('not-a-draft');
    expect(stopped(out, { at })).toMatchObject({ status: 'stopped', version: 3 });
  });

  it('is for those of its role groups and boroughs who have an account of their own', () => {
    const reader: Reader = { jobRole: 'practice-nurse', workplace: { borough: 'Lambeth' }, sub: 'learner' };
    expect(isFor(draft, reader)).toBe(true);
    expect(isFor(draft, undefined)).toBe(false);
    expect(isFor(draft, { ...reader, sub: undefined })).toBe(false);
    expect(isFor(draft, { ...reader, mergedInto: '01KEX4S6V8Z2M9Q3T7R5W1YB0P' })).toBe(false);
    const nurses = { audience: { roleGroups: ['nurse' as const], boroughs: ['Lambeth'] } };
    expect(isFor(nurses, reader)).toBe(true);
    expect(isFor(nurses, { ...reader, workplace: { borough: 'Bexley' } })).toBe(false);
    expect(isFor(nurses, { ...reader, jobRole: 'receptionist' })).toBe(false);
  });

  it('can be stopped by its link for as long as the account, and for 60 days at least', () => {
    const now = new Date(at);
    const inDays = (days: number) => Math.ceil(now.getTime() / 1000) + days * 86_400;
    expect(stopLinkEnds(inDays(500), now)).toBe(inDays(500));
    expect(stopLinkEnds(inDays(3), now)).toBe(inDays(60));
    expect(stopLinkEnds(undefined, now)).toBe(inDays(60));
  });
});
