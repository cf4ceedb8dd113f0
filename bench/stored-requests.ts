import type { Pot } from '#domain/funding/pot.ts';
import type { FundingStatus } from '#domain/funding/request.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { endOf, financialYearOf } from '#domain/time/financial-year.ts';
import { londonDay } from '#domain/time/london.ts';
import { endOfParts } from '#records/funding/request-writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '#records/keys.ts';
import { benchId } from './fill.ts';
import type { BenchHub } from './hub.ts';
import { personOf } from './stored-bookings.ts';

/** A pot that is open to everybody in the financial year of an instant. */
export const potRules = (at: string): Pot['rules'] => ({
  name: 'A pot',
  funder: 'A funder',
  scheme: 'bench',
  financialYear: financialYearOf(at),
  eligible: { jobRoles: [], employers: [], boroughs: [] },
  doesNotPayFor: [],
  caps: { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } },
  partPayment: true,
  statements: [],
  stages: [{ after: 'started', percent: 100 }],
  progress: ['started', 'finished'],
  opensAt: at,
  closesAt: endOf(financialYearOf(at)),
  twoPeopleAbovePence: null,
  source: 'bench',
});

/** A request that staff are looking at. */
export const fundingRequest = (fundingRequestId: string, { potId, at }: { potId: string; at: string }) => ({
  fundingRequestId,
  reference: 'BENCH-BENCH',
  status: 'in-review' as const,
  createdAt: at,
  statusSince: at,
  potId,
  ...personOf('funded@nhs.net'),
  employer: 'gp-practice' as const,
  course: {
    name: 'A course',
    provider: { name: 'A provider' },
    level: 'level-6' as const,
    startsOn: londonDay(at),
    endsOn: londonDay(at),
  },
  costPence: 40_000,
  amountPence: 33_333,
  paysFor: ['course-fee' as const],
  statements: [],
  documentIds: [],
  invoiceIds: [],
  progress: [],
});

const yearOfSeconds = 365 * 86_400;

/**
 * A request as it is stored, in every list and index that it stands in.
 *
 * @param of.tendedAt - when the clock has something to do with it; ISO 8601 UTC
 */
export function storedRequest(
  { subjectOf, clock }: Pick<BenchHub, 'subjectOf' | 'clock'>,
  n: number,
  of: { readonly potId: string; readonly status: FundingStatus; readonly at: string; readonly tendedAt?: string },
) {
  const { potId, status, at, tendedAt } = of;
  const fundingRequestId = benchId(n);
  const workEmail = `p${n}@nhs.net`;
  const expiresAt = Math.floor(clock().getTime() / 1000) + yearOfSeconds;
  return {
    ...keys.fundingRequest(fundingRequestId),
    type: 'funding-request',
    v: 1,
    version: 1,
    ...fundingRequest(fundingRequestId, { potId, at }),
    status,
    workEmail,
    partsEndAt: endOfParts(expiresAt),
    expiresAt,
    ...inGsi2(lists.fundingByStatus(status), sortKey(at, fundingRequestId)),
    ...(tendedAt !== undefined && inGsi1(lists.fundingToTend, sortKey(tendedAt, fundingRequestId))),
    subjectpk: lists.ofSubject(subjectOf(mailboxOf(workEmail))).pk,
    subjectsk: 'applicant#funding-request',
  };
}
