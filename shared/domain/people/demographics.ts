import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { londonDay } from '../time/london.ts';

const notSaid = 'prefer-not-to-say';

export const genders = {
  female: 'Female',
  male: 'Male',
  'non-binary': 'Non-binary',
  other: 'Other',
  [notSaid]: 'Prefer not to say',
} as const;

/** NHS Data Dictionary, ethnic category: the 16+1 of the 2001 census. `Z` is “not stated”, which is how somebody prefers not to say. */
export const ethnicCategories = {
  A: 'White: British',
  B: 'White: Irish',
  C: 'White: any other background',
  D: 'Mixed: White and Black Caribbean',
  E: 'Mixed: White and Black African',
  F: 'Mixed: White and Asian',
  G: 'Mixed: any other background',
  H: 'Asian or Asian British: Indian',
  J: 'Asian or Asian British: Pakistani',
  K: 'Asian or Asian British: Bangladeshi',
  L: 'Asian or Asian British: any other background',
  M: 'Black or Black British: Caribbean',
  N: 'Black or Black British: African',
  P: 'Black or Black British: any other background',
  R: 'Chinese',
  S: 'Any other ethnic group',
  Z: 'Prefer not to say',
} as const;

export const disabilities = { yes: 'Yes', no: 'No', [notSaid]: 'Prefer not to say' } as const;

const codesOf = <Labels extends Readonly<Record<string, string>>>(labels: Labels) =>
  z.enum(Object.keys(labels) as unknown as readonly [keyof Labels & string, ...(keyof Labels & string)[]]); // Which it forgets.

/** Nobody who is alive was born before it, and whoever works is at least so old. */
const earliestYear = 1900;
const youngest = 14;

const yearOrNot = `Enter a year with four digits, from ${earliestYear}, or ${notSaid}`;

/** What somebody may tell of themselves. Each may be left out; what is left out was not asked, or not answered. */
export const demographicFields = {
  gender: codesOf(genders).optional(),
  /** Never a date. */
  yearOfBirth: z
    .union([z.int(yearOrNot).min(earliestYear, yearOrNot).max(2100, yearOrNot), z.literal(notSaid)], yearOrNot)
    .optional(),
  ethnicity: codesOf(ethnicCategories).optional(),
  disability: codesOf(disabilities).optional(),
};
export type Demographics = z.output<z.ZodObject<typeof demographicFields>>;

/** Why each is asked, beside its question: without a reason nobody should say. */
export const whyAsked: Readonly<Record<keyof Demographics, string>> = {
  gender: 'It shows whether training and funding reach people of every gender.',
  yearOfBirth: 'It shows how many of the workforce may soon retire, and whether training reaches every age.',
  ethnicity: 'It shows whether training and funding reach people of every background.',
  disability: 'It shows whether disabled people take part as others do, and what keeps them from it.',
};

/** @param now - which year it is in London decides who is old enough */
export const faultsOfDemographics = ({ yearOfBirth }: Demographics, now: Date): Fault[] => {
  const latest = Number(londonDay(now.toISOString()).slice(0, 4)) - youngest;
  return typeof yearOfBirth === 'number' && yearOfBirth > latest
    ? [{ field: 'yearOfBirth', detail: `Enter a year from ${earliestYear} to ${latest}` }]
    : [];
};
