import type { JobRole } from '#hub/job-roles.ts';
import { pounds } from '../money.ts';
import { listed } from '../text/listed.ts';
import { endOf, firstDayOf, lastDayOf } from '../time/financial-year.ts';
import { dayInWords, londonDay, momentInLondon } from '../time/london.ts';
import type { Day } from '../time/working-days.ts';
import type { AllowanceLeft } from './allowance.ts';
import { type CostKind, type EmployerKind, isPotOpen, type PotBalances, type PotRules } from './pot.ts';
import type { FundingRequest } from './request.ts';

export const clauseNames = [
  'pot-open',
  'role',
  'employer',
  'borough',
  'not-begun',
  'in-year',
  'costs',
  'part-payment',
  'year-cap',
  'several-years-cap',
  'budget',
  'places',
] as const;
export type ClauseName = (typeof clauseNames)[number];

/** What somebody asks for, as far as it decides whether a pot pays. What is not known yet is left out. */
export interface Asked {
  readonly jobRole: JobRole;
  readonly employer: EmployerKind;
  readonly borough: string;
  readonly startsOn?: Day | undefined;
  readonly costPence?: number | undefined;
  readonly amountPence?: number | undefined;
  readonly paysFor?: readonly CostKind[] | undefined;
}

/** One rule of a pot, as it is for one request. */
export interface Clause {
  readonly clause: ClauseName;
  readonly passed: boolean;
  /** What the rule says, for the person to read. */
  readonly wording: string;
}

export interface PotStanding {
  readonly rules: PotRules;
  readonly balances: PotBalances;
}

const list = (items: readonly string[], word?: 'or'): string => listed(items.map(inWords), word);
/** `course-fee` becomes `course fee`, and `gp-practice` `GP practice`. */
const inWords = (name: string): string =>
  name.replaceAll('-', ' ').replaceAll(/\b(?:gp|pcn|nhs)\b/g, (letters) => letters.toUpperCase());

const among = <T>(wanted: readonly T[], given: T): boolean => wanted.length === 0 || wanted.includes(given);

/** The clauses about who somebody is and who employs them. */
function whoClauses({ eligible }: PotRules, asked: Asked): Clause[] {
  const { jobRoles, employers, boroughs } = eligible;
  return [
    {
      clause: 'role',
      passed: among(jobRoles, asked.jobRole),
      wording: jobRoles.length === 0 ? 'It is for every role' : `It is for these roles: ${list(jobRoles)}`,
    },
    {
      clause: 'employer',
      passed: among(employers, asked.employer),
      wording:
        employers.length === 0
          ? 'Any employer may apply'
          : `Your employer must be one of these: ${list(employers, 'or')}`,
    },
    {
      clause: 'borough',
      passed: among(boroughs, asked.borough),
      wording:
        boroughs.length === 0 ? 'It is for every borough of the hub' : `It is for people who work in ${list(boroughs)}`,
    },
  ];
}

/** Apply before you enrol; and an award is valid in its financial year only. */
function courseClauses({ financialYear }: PotRules, { startsOn }: Asked, now: Date): Clause[] {
  if (startsOn === undefined) return [];
  const [from, to] = [firstDayOf(financialYear), lastDayOf(financialYear)];
  return [
    {
      clause: 'not-begun',
      passed: startsOn > londonDay(now.toISOString()),
      wording: 'Apply before the course begins: one that has begun is not funded',
    },
    {
      clause: 'in-year',
      passed: from <= startsOn && startsOn <= to && now.toISOString() < endOf(financialYear),
      wording: `The course must begin from ${dayInWords(from)} to ${dayInWords(to)}`,
    },
  ];
}

function costClauses({ doesNotPayFor, partPayment }: PotRules, { costPence, amountPence, paysFor }: Asked): Clause[] {
  const clauses: Clause[] = [];
  if (paysFor !== undefined) {
    clauses.push({
      clause: 'costs',
      passed: !paysFor.some((kind) => doesNotPayFor.includes(kind)),
      wording:
        doesNotPayFor.length === 0 ? 'It pays for every kind of cost' : `It does not pay for ${list(doesNotPayFor)}`,
    });
  }
  if (amountPence !== undefined && costPence !== undefined) {
    clauses.push({
      clause: 'part-payment',
      passed: partPayment || amountPence === costPence,
      wording: partPayment
        ? 'It may pay a part of the cost. You or your employer pay the rest'
        : 'It pays the whole cost of a course, not a part of it',
    });
  }
  return clauses;
}

/**
 * @param left - of the person's allowance; left out where the caller may not know it, and then the caps alone are held
 *   against the amount
 */
function capClauses({ caps }: PotRules, { amountPence = 0 }: Asked, left: AllowanceLeft | undefined): Clause[] {
  const clauses: Clause[] = [];
  const remains = (pence: number | null | undefined) =>
    pence === null || pence === undefined ? '' : `. You have ${pounds(pence)} left`;
  if (caps.yearPence !== null) {
    clauses.push({
      clause: 'year-cap',
      passed: amountPence <= Math.min(caps.yearPence, left?.inYear ?? caps.yearPence),
      wording: `At most ${pounds(caps.yearPence)} for each person in a financial year${remains(left?.inYear)}`,
    });
  }
  if (caps.severalYears !== null) {
    const { years, pence } = caps.severalYears;
    clauses.push({
      clause: 'several-years-cap',
      passed: amountPence <= Math.min(pence, left?.overYears ?? pence),
      wording: `At most ${pounds(pence)} for each person in ${years} financial years${remains(left?.overYears)}`,
    });
  }
  return clauses;
}

function moneyClauses({ available, places, placesTaken }: PotBalances, { amountPence = 1 }: Asked): Clause[] {
  return [
    {
      clause: 'budget',
      passed: amountPence <= available,
      wording: 'There must be enough money left in the pot',
    },
    ...(places === null
      ? []
      : [
          {
            clause: 'places' as const,
            passed: placesTaken < places,
            wording: `It has ${places} places, and one of them must be free`,
          },
        ]),
  ];
}

/**
 * Every clause of a pot, passed or failed, in the order in which people read them. What is not yet known of a request has no
 * clause.
 */
export function checkEligibility(
  { rules, balances }: PotStanding,
  asked: Asked,
  { now, left }: { readonly now: Date; readonly left?: AllowanceLeft | undefined },
): Clause[] {
  return [
    {
      clause: 'pot-open',
      passed: isPotOpen(rules, balances, now),
      wording: `Requests are taken from ${momentInLondon(rules.opensAt)} until ${momentInLondon(rules.closesAt)}`,
    },
    ...whoClauses(rules, asked),
    ...courseClauses(rules, asked, now),
    ...costClauses(rules, asked),
    ...capClauses(rules, asked, left),
    ...moneyClauses(balances, asked),
  ];
}

/** What a request asks for. */
export const askedOf = ({
  jobRole,
  employer,
  workplace,
  course,
  costPence,
  amountPence,
  paysFor,
}: FundingRequest): Asked => ({
  jobRole,
  employer,
  borough: workplace.borough,
  startsOn: course?.startsOn,
  costPence,
  amountPence,
  paysFor,
});

export const isEligible = (clauses: readonly Clause[]): boolean => clauses.every(({ passed }) => passed);
