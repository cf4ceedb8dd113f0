import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalOf } from '#domain/funding/award.ts';
import { approvalOf, awardOf, decideGrant, endOfAward, replay, reportsDue } from '#domain/funding/decision.ts';
import { balancesOf, now, requestOf, rules } from '../../../support/funding-nouns.ts';

describe('what a pot can grant', () => {
  const decide = (
    request = requestOf(),
    { pence = 33_333, balances = balancesOf(), changed = rules, awarded = 0 } = {},
  ) => decideGrant(request, { rules: changed, balances }, { '2026-27': awarded }, pence, now);

  it('is what its rules allow, though requests are taken no more and the course was to have begun', () => {
    expect(decide()).toEqual({ outcome: 'can-be-granted' });
    const closed = { ...rules, closesAt: '2027-01-31T17:00:00.000Z' };
    expect(decide(requestOf(), { changed: closed })).toEqual({ outcome: 'can-be-granted' });
  });

  it('is nothing without the statements that it needs, the applicant’s own among them', () => {
    const both = { ...rules, statements: ['applicant' as const, 'manager' as const] };
    expect(decide(requestOf({ statements: [] }), { changed: both })).toEqual({
      outcome: 'statements-missing',
      statements: ['manager', 'applicant'],
    });
    expect(decide(requestOf({ applicantStatement: 'I want to lead it.' }), { changed: both }).outcome).toBe(
      'can-be-granted',
    );
  });

  it.each([
    ['no-place-left', { balances: balancesOf({ places: 1, placesTaken: 1, available: 0 }) }],
    ['not-enough-money', { balances: balancesOf({ available: 33_332 }) }],
    ['not-eligible', { awarded: 1 }],
  ])('is nothing where %s', (outcome, facts) => {
    expect(decide(requestOf(), facts).outcome).toBe(outcome);
  });

  it('says which rule is not met first, and all of them', () => {
    const decision = decide(requestOf({ jobRole: 'pharmacist' }), { awarded: 1 });
    if (decision.outcome !== 'not-eligible') throw new Error('It cannot be granted');
    expect(decision.first.clause).toBe('role');
    expect(decision.failed.map(({ clause }) => clause)).toEqual(['role', 'year-cap']);
  });
});

describe('an award', () => {
  it('can be decided once more from what it keeps, whatever has become of pot and allowance', () => {
    const standing = fc.record({
      available: fc.integer({ min: 0, max: 100_000 }),
      places: fc.option(fc.integer({ min: 1, max: 3 })),
      placesTaken: fc.integer({ min: 0, max: 3 }),
    });
    const pence = fc.integer({ min: 1, max: 40_000 });
    const before = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(standing, pence, before, (stands, granted, inYear) => {
        const balances = balancesOf(stands);
        const awarded = { '2026-27': inYear };
        const request = requestOf();
        const { outcome } = decideGrant(request, { rules, balances }, awarded, granted, now);
        const pot = { rules, version: 2 };
        const made = awardOf(
          { pot, balances },
          { potId: 'pot-1', pence: granted },
          { validUntil: '2027-03-31T23:00:00.000Z', awarded, by: 'fay', now },
        );
        expect(totalOf(made.stages)).toBe(granted);
        const clauses = replay({ ...request, award: made }, rules);
        expect(clauses.every(({ passed }) => passed)).toBe(outcome === 'can-be-granted');
      }),
    );
  });

  it('is nothing to decide once more where none was made', () => {
    expect(replay(requestOf(), rules)).toEqual([]);
  });

  it('keeps who decided, when, and by which version of the rules', () => {
    const stands = { pot: { rules, version: 2 }, balances: balancesOf() };
    const validUntil = '2027-03-31T23:00:00.000Z';
    const wanted = { potId: 'pot-1', pence: 100, conditions: 'Send the certificate.' };
    expect(awardOf(stands, wanted, { validUntil, awarded: {}, by: 'fay', now })).toMatchObject({
      ...wanted,
      potVersion: 2,
      validUntil,
      decidedBy: 'fay',
      decidedAt: now.toISOString(),
    });
  });

  it('stands until the end of its last day in London, which is in its financial year and not over', () => {
    expect(endOfAward(rules, undefined, now)).toBe('2027-03-31T23:00:00.000Z');
    expect(endOfAward(rules, '2027-02-10', now)).toBe('2027-02-11T00:00:00.000Z');
    expect(endOfAward(rules, '2027-02-09', now)).toBeUndefined();
    expect(endOfAward(rules, '2027-02-09', new Date('2027-02-10T00:00:00.000Z'))).toBeUndefined();
    expect(endOfAward(rules, '2027-04-01', now)).toBeUndefined();
  });

  it('is asked how it goes when its pot says so', () => {
    const course = { startsOn: '2027-02-01', endsOn: '2027-03-22' };
    expect(reportsDue(rules, course)).toEqual([
      { kind: 'started', dueOn: '2027-02-01' },
      { kind: 'finished', dueOn: '2027-03-22' },
    ]);
  });
});

describe('who approves an award', () => {
  const pot = { twoPeopleAbovePence: 100 };
  const grant = { potId: 'pot-1', pence: 101 };
  const proposal = { ...grant, by: 'ann', at: now.toISOString() };

  it('is one person where it is small, or where the pot asks for no second', () => {
    expect(approvalOf({}, pot, { ...grant, pence: 100 }, 'ann')).toBe('award');
    expect(approvalOf({}, { twoPeopleAbovePence: null }, grant, 'ann')).toBe('award');
  });

  it('is somebody else than who proposed the very same', () => {
    expect(approvalOf({}, pot, grant, 'ann')).toBe('propose');
    expect(approvalOf({ proposal }, pot, grant, 'ann')).toBe('needs-another-person');
    expect(approvalOf({ proposal }, pot, grant, 'bob')).toBe('award');
    expect(approvalOf({ proposal }, pot, { ...grant, pence: 102 }, 'bob')).toBe('propose');
    expect(approvalOf({ proposal }, pot, { ...grant, potId: 'pot-2' }, 'bob')).toBe('propose');
  });
});
