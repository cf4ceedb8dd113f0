import * as z from 'zod';
import type { JobRole } from '#hub/job-roles.ts';
import { id } from '../ids.ts';
import { pence, somePence, sumOf } from '../money.ts';
import { count, version } from '../numbers.ts';
import { jobRole } from '../people/person.ts';
import { line } from '../text/text.ts';
import { type FinancialYear, financialYear, isFinancialYear } from '../time/financial-year.ts';
import { instant } from '../time/instant.ts';
import type { Caps } from './allowance.ts';
import type { Fault } from './fault.ts';

/** Who employs somebody: pots are often for people of practices and primary care networks alone. */
export const employerKinds = [
  'gp-practice',
  'primary-care-network',
  'gp-federation',
  'out-of-hours-provider',
  'community-pharmacy',
  'nhs-trust',
  'other',
] as const;
export type EmployerKind = (typeof employerKinds)[number];

const employersInWords: Readonly<Record<EmployerKind, string>> = {
  'gp-practice': 'A GP practice',
  'primary-care-network': 'A primary care network (PCN)',
  'gp-federation': 'A GP federation',
  'out-of-hours-provider': 'An out-of-hours provider',
  'community-pharmacy': 'A community pharmacy',
  'nhs-trust': 'An NHS trust',
  other: 'Somebody else',
};

/** `A GP practice`, for people to choose by. */
export const employerInWords = (employer: EmployerKind): string => employersInWords[employer];

/** What money may be asked for. */
export const costKinds = [
  'course-fee',
  'exam-fee',
  'supervision',
  'travel',
  'backfill',
  'equipment',
  'mandatory-training',
] as const;
export type CostKind = (typeof costKinds)[number];

const costsInWords: Readonly<Record<CostKind, string>> = {
  'course-fee': 'The course fee',
  'exam-fee': 'An exam fee',
  supervision: 'Supervision',
  travel: 'Travel',
  backfill: 'Backfill: somebody who does your work meanwhile',
  equipment: 'Equipment',
  'mandatory-training': 'Mandatory training',
};

export const costInWords = (kind: CostKind): string => costsInWords[kind];

/** Who states their support. The applicant's own statement is part of the request; the others are asked for by email. */
export const statementKinds = ['applicant', 'manager', 'employer', 'supervisor'] as const;
export type StatementKind = (typeof statementKinds)[number];

const statementsBy: Readonly<Record<StatementKind, string>> = {
  applicant: 'you',
  manager: 'your manager',
  employer: 'your employer',
  supervisor: 'your supervisor',
};

/** Who gives it, as its applicant is told: `your manager`. */
export const statementBy = (kind: StatementKind): string => statementsBy[kind];
export type AskedStatementKind = Exclude<StatementKind, 'applicant'>;
export const askedStatementKinds = statementKinds.filter((kind) => kind !== 'applicant') as [
  AskedStatementKind,
  ...AskedStatementKind[],
];

export const progressKinds = ['started', 'half-way', 'finished'] as const;
export type ProgressKind = (typeof progressKinds)[number];

const progressInWords: Readonly<Record<ProgressKind, string>> = {
  started: 'The course has started',
  'half-way': 'I am half-way through the course',
  finished: 'I have finished the course',
};

export const progressKindInWords = (kind: ProgressKind): string => progressInWords[kind];

/** What must have been reported before a stage is paid. */
export const stageConditions = ['started', 'finished'] as const;

export interface PaymentStage {
  readonly after: (typeof stageConditions)[number];
  readonly percent: number;
}

/** Everything that decides what a pot pays for. A decision keeps the version that it was made under. */
export interface PotRules {
  readonly name: string;
  readonly funder: string;
  /** Pots of one scheme share each person's caps: `cpd`. */
  readonly scheme: string;
  readonly financialYear: FinancialYear;
  /** Empty lists mean everyone. */
  readonly eligible: {
    readonly jobRoles: readonly JobRole[];
    readonly employers: readonly EmployerKind[];
    readonly boroughs: readonly string[];
  };
  readonly doesNotPayFor: readonly CostKind[];
  readonly caps: Caps;
  /** Whether it pays a part of what a course costs, and somebody else the rest. */
  readonly partPayment: boolean;
  readonly statements: readonly StatementKind[];
  readonly stages: readonly PaymentStage[];
  readonly progress: readonly ProgressKind[];
  /** ISO 8601 UTC: from and until when requests are taken. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** Awards above this many pence need two people; `null`: one is enough. */
  readonly twoPeopleAbovePence: number | null;
  /** Where the rules are published. */
  readonly source: string;
}

/** How a pot's money stands: whole pence in each of its accounts. Budget is the sum of the other four. */
export const potBalances = z.object({
  budget: pence,
  available: pence,
  committed: pence,
  spent: pence,
  lapsed: pence,
  /** `null`: as many as the money allows. */
  places: count.nullable(),
  placesTaken: count,
  /** Whether its year is closed: what comes back then lapses. */
  closed: z.boolean(),
});
export type PotBalances = Readonly<z.output<typeof potBalances>>;

/** What must hold of any pot. */
export function faultsOfPot(rules: PotRules): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, detail: string) => faults.push({ field, detail });
  if (!isFinancialYear(rules.financialYear)) fault('financialYear', 'Enter a financial year, like 2026-27');
  if (rules.closesAt <= rules.opensAt) fault('closesAt', 'The pot must close after it opens');
  if (sumOf(rules.stages.map(({ percent }) => percent)) !== 100) fault('stages', 'The stages must add up to 100%');
  const conditions = rules.stages.map(({ after }) => after);
  if (new Set(conditions).size !== conditions.length) fault('stages', 'Pay once for each stage of the course');
  if (conditions.lastIndexOf('started') > 0) fault('stages', 'Give the stages in the order in which they are paid');
  if (!stageConditions.every((kind) => rules.progress.includes(kind))) {
    fault('progress', 'Ask at least whether the course has started and finished');
  }
  const { yearPence, severalYears } = rules.caps;
  if (yearPence !== null && severalYears !== null && severalYears.pence < yearPence) {
    fault('caps/severalYears/pence', 'Enter as much as the cap of one year, or more');
  }
  return faults;
}

/** Whether requests for it are taken now. */
export const isPotOpen = (
  { opensAt, closesAt }: Pick<PotRules, 'opensAt' | 'closesAt'>,
  { closed }: Pick<PotBalances, 'closed'>,
  now: Date,
): boolean => !closed && opensAt <= now.toISOString() && now.toISOString() < closesAt;

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

/** A pot of money with the rules of its latest version. */
export const pot = z.object({ potId: id, version, rules: potRules, createdAt: instant, changedAt: instant });
export type Pot = z.output<typeof pot>;
