import { describe, expect, it } from 'vitest';
import { isTellingLate, isWalkDue, versionsToTell } from '#domain/people/policy-notices.ts';

const versions = ['2027-02-01', '2027-07-01'];

describe('the versions of the policy that somebody is to be told of', () => {
  const accountSince = '2026-12-01T09:00:00.000Z';

  it('are those that they have not been told of', () => {
    expect(versionsToTell({ accountSince }, versions)).toEqual(versions);
    expect(versionsToTell({ accountSince, toldOfPolicy: '2027-02-01' }, versions)).toEqual(['2027-07-01']);
    expect(versionsToTell({ accountSince, toldOfPolicy: '2027-07-01' }, versions)).toEqual([]);
  });

  it('are none that they were told to be overtaken by: a newer one that nobody need be told of changes nothing', () => {
    expect(versionsToTell({ accountSince, toldOfPolicy: '2027-03-01' }, versions)).toEqual(['2027-07-01']);
    expect(versionsToTell({ accountSince }, [])).toEqual([]);
  });

  it.each([
    ['before the day in London', '2027-01-31T23:59:59.999Z', versions],
    ['on the day itself, who can read that version', '2027-02-01T00:00:00.000Z', ['2027-07-01']],
    ['before the day in summer', '2027-06-30T22:59:59.999Z', ['2027-07-01']],
    ['on the day in summer, which begins an hour earlier than in UTC', '2027-06-30T23:00:00.000Z', []],
  ])('are of who opened their account %s', (_, opened, told) => {
    expect(versionsToTell({ accountSince: opened }, versions)).toEqual(told);
  });
});

describe('looking at all accounts', () => {
  it('is due before anybody was told, and where they were told of an earlier version', () => {
    expect(isWalkDue(undefined, '2027-02-01', '2027-01-04')).toBe(true);
    expect(isWalkDue({ toldOf: '2026-06-01', walkedOn: '2027-01-04' }, '2027-02-01', '2027-01-04')).toBe(true);
  });

  it('is due once a day until the version holds, for who opens one meanwhile, and once from then on', () => {
    const walkedOn = (day: string) => ({ toldOf: '2027-02-01', walkedOn: day });
    expect(isWalkDue(walkedOn('2027-01-04'), '2027-02-01', '2027-01-04')).toBe(false);
    expect(isWalkDue(walkedOn('2027-01-04'), '2027-02-01', '2027-01-05')).toBe(true);
    expect(isWalkDue(walkedOn('2027-01-31'), '2027-02-01', '2027-02-01')).toBe(true);
    expect(isWalkDue(walkedOn('2027-01-31'), '2027-02-01', '2027-03-01')).toBe(true);
    expect(isWalkDue(walkedOn('2027-02-01'), '2027-02-01', '2027-02-02')).toBe(false);
  });

  it('is never due again for an older version than people were told of', () => {
    expect(isWalkDue({ toldOf: '2027-07-01', walkedOn: '2027-07-01' }, '2027-02-01', '2027-08-01')).toBe(false);
  });
});

describe('telling', () => {
  it('is late a week before the version holds, and ever after', () => {
    expect(isTellingLate('2027-02-01', '2027-01-24')).toBe(false);
    expect(isTellingLate('2027-02-01', '2027-01-25')).toBe(true);
    expect(isTellingLate('2027-02-01', '2027-03-01')).toBe(true);
  });
});
