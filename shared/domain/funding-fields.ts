import * as z from 'zod';
import { id, instant, jobRole, line, paragraphs, plainName, withoutBankDetails } from './fields.ts';
import { isFinancialYear } from './financial-year.ts';
import { costKinds, employerKinds, type PotRules, progressKinds, stageConditions, statementKinds } from './pot.ts';

/** Whole pence, from nothing to ten million pounds. */
export const pence = z
  .int('Enter whole pence')
  .min(0, 'Enter pence, 0 or more')
  .max(1_000_000_000, 'Enter 1000000000 pence or less');
export const somePence = pence.min(1, 'Enter pence, 1 or more');

/** Text about money, in which bank details have no place. */
export const note = (maxLength: number) => withoutBankDetails(paragraphs(maxLength));

/** A day in London. */
export const day = z.iso.date('Enter a day, like 2027-01-18');

/** `2026-27` and the like, in which the second year follows the first: written out for readers of the API's document. */
const financialYears = `^20(${Array.from({ length: 100 }, (_, year) => [year, (year + 1) % 100].map((part) => String(part).padStart(2, '0')).join('-')).join('|')})$`;

export const financialYear = z
  .string()
  .refine(isFinancialYear, 'Enter a financial year, like 2026-27')
  .meta({ pattern: financialYears })
  .meta({ example: '2026-27' });

const boroughs = z.array(line(60)).max(50);

export const potRules = z.strictObject({
  name: line(150).meta({ example: 'CPD for nurses and allied health professionals 2026-27' }),
  funder: line(150).meta({ example: 'NHS England' }),
  scheme: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'Enter small letters, digits and hyphens, like cpd')
    .meta({ description: 'Allowances over several years are counted within a scheme', example: 'cpd' }),
  financialYear,
  eligible: z
    .strictObject({
      jobRoles: z.array(jobRole).max(60).default([]),
      employers: z.array(z.enum(employerKinds)).max(employerKinds.length).default([]),
      boroughs: boroughs.default([]),
    })
    .default({ jobRoles: [], employers: [], boroughs: [] }),
  doesNotPayFor: z.array(z.enum(costKinds)).max(costKinds.length),
  caps: z.strictObject({
    yearPence: somePence.nullable(),
    severalYears: z
      .strictObject({ years: z.int().min(2, 'Enter 2 to 10 years').max(10, 'Enter 2 to 10 years'), pence: somePence })
      .nullable(),
  }),
  partPayment: z.boolean(),
  statements: z.array(z.enum(statementKinds)).max(statementKinds.length),
  stages: z
    .array(
      z.strictObject({
        after: z.enum(stageConditions),
        percent: z.int().min(1, 'Enter a percentage from 1 to 100').max(100, 'Enter a percentage from 1 to 100'),
      }),
    )
    .min(1, 'Give at least one stage')
    .max(stageConditions.length),
  progress: z.array(z.enum(progressKinds)).max(progressKinds.length),
  opensAt: instant,
  closesAt: instant,
  twoPeopleAbovePence: pence.nullable(),
  source: line(500).meta({ description: 'Where the rules are published', example: 'https://www.hee.nhs.uk/cpd' }),
}) satisfies z.ZodType<PotRules>;

/** From the hub's list, or named. */
const provider = z
  .strictObject({ providerId: z.string().max(60).optional(), name: plainName(200).optional() })
  .refine(({ providerId, name }) => (providerId === undefined) !== (name === undefined), {
    path: ['name'],
    error: 'Give either the id of a provider from our list, or the name of another',
  })
  .meta({ oneOf: [{ required: ['providerId'] }, { required: ['name'] }] });

const courseLevels = ['short-course', 'level-3', 'level-4', 'level-5', 'level-6', 'level-7', 'level-8'] as const;

export const course = z
  .strictObject({
    name: plainName(200),
    provider,
    level: z.enum(courseLevels),
    startsOn: day,
    endsOn: day,
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    error: 'The course must end on the day that it begins, or later',
  });

export const documentIds = z.array(id).max(20);
