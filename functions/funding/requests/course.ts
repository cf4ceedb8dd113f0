import type { Asked } from '#domain/funding/eligibility.ts';
import type { PotRules } from '#domain/funding/pot.ts';
import { firstDayOf, lastDayOf } from '#domain/time/financial-year.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import type { FieldError } from '#http/problems.ts';
import type { Hub } from '#hub/hub.ts';
import type { FundingRequest } from '#records/funding/requests.ts';

type Course = NonNullable<FundingRequest['course']>;

const fault = (pointer: string, detail: string): FieldError => ({ in: 'body', pointer, detail });

/** What keeps a course from ever being funded, or from its pot: said as soon as it is entered. */
export function faultsOfCourse(
  { funding }: Pick<Hub, 'funding'>,
  course: Course | undefined,
  rules: PotRules | undefined,
  now: Date,
): FieldError[] {
  if (course === undefined) return [];
  const { startsOn, provider } = course;
  const { providerId } = provider;
  const given = (list: Hub['funding']['providers']) =>
    list.filter(({ from, until }) => from <= startsOn && (until === null || startsOn <= until));
  const faults: FieldError[] = [];
  if (providerId !== undefined && !given(funding.providers).some((each) => each.providerId === providerId)) {
    const ids = given(funding.providers).map((each) => each.providerId);
    faults.push(
      fault('/course/provider/providerId', `Choose one of: ${ids.join(', ')}. Or give the name of another provider`),
    );
  }
  if (startsOn <= londonDay(now.toISOString())) {
    faults.push(fault('/course/startsOn', 'A course that has begun cannot be funded: apply before it begins'));
  }
  if (rules && (startsOn < firstDayOf(rules.financialYear) || startsOn > lastDayOf(rules.financialYear))) {
    const [from, to] = [firstDayOf(rules.financialYear), lastDayOf(rules.financialYear)].map(dayInWords);
    faults.push(fault('/course/startsOn', `This pot is for courses that begin from ${from} to ${to}`));
  }
  return faults;
}

/** Nobody is given more than the course costs. */
export const faultsOfAmounts = ({
  costPence,
  amountPence,
}: Pick<FundingRequest, 'costPence' | 'amountPence'>): FieldError[] =>
  costPence !== undefined && amountPence !== undefined && amountPence > costPence
    ? [fault('/amountPence', 'Ask for no more than the course costs')]
    : [];

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
