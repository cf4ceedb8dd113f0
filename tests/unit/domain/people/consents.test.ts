import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Choice, consentPurposes, ended, made, objectionPurposes, stands } from '#domain/people/choices.ts';
import { wordingOf, wordings } from '#domain/people/consent-wordings.ts';
import { demographicFields, faultsOfDemographics, whyAsked } from '#domain/people/demographics.ts';
import { inventory } from '#privacy/inventory.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('the words of a consent', () => {
  it('are never changed once somebody may have agreed to them: other words are another version', () => {
    const landed = consentPurposes.flatMap((purpose) =>
      wordings[purpose].map(({ version, text }) => `${purpose} ${version} ${digest(text)}`),
    );
    expect(landed).toEqual([
      'demographics 1 9ced147e91b36487',
      'news 1 2cb1c0d865cb986b',
      'access-needs 1 5d6214cebd71cbbc',
    ]);
  });

  it('are counted from 1, and the last is what is asked for', () => {
    for (const purpose of consentPurposes) {
      expect(wordings[purpose].map(({ version }) => version)).toEqual(wordings[purpose].map((_, index) => index + 1));
      expect(wordingOf(purpose)).toBe(wordings[purpose].at(-1));
    }
  });
});

describe('a choice', () => {
  const chosen = { choiceId: 'c', personId: 'p', sort: 'objection', purpose: 'report-on-funding' } as const;
  const at = '2027-01-04T09:00:00.000Z';

  it('stands until it is taken back, and is another when it is made again', () => {
    const first: Choice = made(chosen, undefined, { at, channel: 'website' });
    expect(stands(first)).toBe(true);
    const over = { ...first, ...ended({ at, channel: 'email', told: { receivedAt: at, words: 'No.' } }) };
    expect(stands(over)).toBe(false);
    expect(over).toMatchObject({ number: 1, endedBy: 'email', endedAsTold: { words: 'No.' } });
    expect(made(chosen, over, { at, channel: 'website' })).toMatchObject({ number: 2 });
    expect(stands(undefined)).toBe(false);
  });

  it('to object is of what rests on our legitimate interest somewhere', () => {
    const bases = (purpose: string) =>
      Object.values(inventory).flatMap(({ purposes }) => {
        const use = (purposes as Readonly<Record<string, { readonly basis: string } | undefined>>)[purpose];
        return use ? [use.basis] : [];
      });
    for (const purpose of objectionPurposes) expect(bases(purpose), purpose).toContain('legitimate-interest');
  });
});

describe('demographics', () => {
  const now = new Date('2027-06-01T00:00:00Z');
  const fields = z.strictObject(demographicFields);

  it('may each be left out, or be that somebody prefers not to say', () => {
    expect(fields.safeParse({}).success).toBe(true);
    const notSaid = 'prefer-not-to-say';
    const none = { gender: notSaid, yearOfBirth: notSaid, ethnicity: 'Z', disability: notSaid };
    expect(fields.parse(none)).toEqual(none);
    expect(Object.keys(whyAsked)).toEqual(Object.keys(demographicFields));
  });

  it.each([1899, 1988.5, '1988', '1988-02-14', 2101])('know no year of birth such as %s', (yearOfBirth) => {
    expect(fields.safeParse({ yearOfBirth }).success).toBe(false);
  });

  it.each([
    [1900, 0],
    [2013, 0],
    [2014, 1],
  ])('of somebody born in %s have %s faults in 2027', (yearOfBirth, faults) => {
    expect(faultsOfDemographics({ yearOfBirth }, now)).toHaveLength(faults);
  });

  it('are of the year that it is in London', () => {
    // Midnight of the new year.
    expect(faultsOfDemographics({ yearOfBirth: 2014 }, new Date('2027-12-31T23:59:59Z'))).toHaveLength(1);
    expect(faultsOfDemographics({ yearOfBirth: 2014 }, new Date('2028-01-01T00:00:00Z'))).toHaveLength(0);
  });
});
