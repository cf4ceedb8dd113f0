import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedProfile, type Profile } from '#domain/people/account.ts';

const profile: Profile = {
  name: "Siobhán O'Brien",
  workplace: { odsCode: 'G85001', borough: 'Lambeth' },
  jobRole: 'practice-nurse',
  jobTitle: 'Practice nurse',
};
const at = '2027-03-31T23:00:00.000Z';

describe('a change of a profile', () => {
  it('changes what is given, and keeps what their work was until then', () => {
    const changed = changedProfile(profile, { jobTitle: 'Nurse lead', name: undefined }, at);
    expect(changed?.profile).toEqual({ ...profile, jobTitle: 'Nurse lead' });
    const { name: _, ...work } = profile;
    expect(changed?.earlier).toEqual([{ ...work, until: at }]);
  });

  it.each<[string, Partial<Profile>]>([
    ['nothing', {}],
    ['the same name', { name: profile.name }],
    ['the same workplace, in another order', { workplace: { borough: 'Lambeth', odsCode: 'G85001' } }],
  ])('is none where it says %s', (_, changes) => {
    expect(changedProfile(profile, changes, at)).toBeUndefined();
  });

  it.each<[string, Partial<Profile>]>([
    ['a name', { name: 'Siobhan OBrien' }],
    ['a role', { jobRole: 'nurse-specialist' }],
    ['a borough', { workplace: { odsCode: 'G85001', borough: 'Southwark' } }],
    ['another practice', { workplace: { odsCode: 'G85002', borough: 'Lambeth' } }],
    ['a workplace by its name', { workplace: { name: 'A charity', borough: 'Lambeth' } }],
  ])('is one where it says %s', (_, changes) => {
    expect(changedProfile(profile, changes, at)?.profile).toEqual({ ...profile, ...changes });
  });

  it('keeps no name that is theirs no more', () => {
    const changed = changedProfile(profile, { name: 'Siobhán Kelly' }, at);
    expect(changed).toEqual({ profile: { ...profile, name: 'Siobhán Kelly' }, earlier: [] });
  });

  it('keeps each day’s truth in order, the latest twenty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (changes) => {
        let now: Parameters<typeof changedProfile>[0] = profile;
        for (let n = 0; n < changes; n += 1) {
          const until = new Date(Date.parse(at) + n * 86_400_000).toISOString();
          const changed = changedProfile(now, { jobTitle: `Title ${n}` }, until);
          now = { ...now, ...changed?.profile, earlier: changed?.earlier };
        }
        const { earlier = [] } = now;
        expect(earlier).toHaveLength(Math.min(changes, 20));
        expect(earlier.map(({ until }) => until)).toEqual(earlier.map(({ until }) => until).sort());
        expect(earlier.at(-1)?.jobTitle).toBe(changes === 1 ? profile.jobTitle : `Title ${changes - 2}`);
      }),
      { numRuns: 20 },
    );
  });
});
