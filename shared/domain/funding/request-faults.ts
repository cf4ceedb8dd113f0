import type { Hub } from '#hub/hub.ts';
import { firstDayOf, lastDayOf } from '../time/financial-year.ts';
import { dayInWords, londonDay } from '../time/london.ts';
import type { Course } from './course.ts';
import type { Fault } from './fault.ts';
import type { PotRules, StatementKind } from './pot.ts';
import type { FundingRequest } from './request.ts';

/** What keeps a course from ever being funded, or from its pot: said as soon as it is entered. */
export function faultsOfCourse(
  { funding }: Pick<Hub, 'funding'>,
  course: Course | undefined,
  rules: Pick<PotRules, 'financialYear'> | undefined,
  now: Date,
): Fault[] {
  if (course === undefined) return [];
  const { startsOn, provider } = course;
  const { providerId } = provider;
  const given = funding.providers.filter(
    ({ from, until }) => from <= startsOn && (until === null || startsOn <= until),
  );
  const faults: Fault[] = [];
  if (providerId !== undefined && !given.some((each) => each.providerId === providerId)) {
    const ids = given.map((each) => each.providerId).join(', ');
    const detail = `Choose one of: ${ids}. Or give the name of another provider`;
    faults.push({ field: 'course/provider/providerId', detail });
  }
  if (startsOn <= londonDay(now.toISOString())) {
    const detail = 'A course that has begun cannot be funded: apply before it begins';
    faults.push({ field: 'course/startsOn', detail });
  }
  if (rules && (startsOn < firstDayOf(rules.financialYear) || startsOn > lastDayOf(rules.financialYear))) {
    const [from, to] = [firstDayOf(rules.financialYear), lastDayOf(rules.financialYear)].map(dayInWords);
    faults.push({ field: 'course/startsOn', detail: `This pot is for courses that begin from ${from} to ${to}` });
  }
  return faults;
}

/** Nobody is given more than the course costs. */
export const faultsOfAmounts = ({
  costPence,
  amountPence,
}: Pick<FundingRequest, 'costPence' | 'amountPence'>): Fault[] =>
  costPence !== undefined && amountPence !== undefined && amountPence > costPence
    ? [{ field: 'amountPence', detail: 'Ask for no more than the course costs' }]
    : [];

const needed = ['course', 'costPence', 'amountPence', 'paysFor', 'reason'] as const;

/** What must be there before a request is sent, and is not. @param statements - kinds that it needs */
export function faultsOfSending(
  hub: Pick<Hub, 'funding'>,
  request: FundingRequest,
  statements: readonly StatementKind[],
  now: Date,
): Fault[] {
  const missing = needed
    .filter((field) => request[field] === undefined)
    .map((field): Fault => ({ field, detail: 'Give this before you send the request' }));
  if (statements.includes('applicant') && request.applicantStatement === undefined) {
    missing.push({ field: 'applicantStatement', detail: 'This pot asks for a statement of your own' });
  }
  return [...missing, ...faultsOfCourse(hub, request.course, undefined, now), ...faultsOfAmounts(request)];
}

/** Whether a request has become another than the one that somebody stated their support for. */
export function isAnother(before: FundingRequest, next: FundingRequest): boolean {
  const rises = (field: 'costPence' | 'amountPence') => (next[field] ?? 0) > (before[field] ?? 0);
  return rises('costPence') || rises('amountPence') || JSON.stringify(next.course) !== JSON.stringify(before.course);
}
