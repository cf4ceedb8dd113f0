import type * as z from 'zod';
import { type AwardStage, stagesOf, totalOf } from '#domain/funding/award.ts';
import type { Invoice } from '#domain/funding/invoice.ts';
import type { PotBalances } from '#domain/funding/pot.ts';
import type { AwardedRequest, FundingRequest } from '#domain/funding/request.ts';
import type { Statement } from '#domain/funding/statement.ts';
import type { NewFundingRequest } from '#functions/funding/asking/schemas.ts';
import type { InvoiceClaim } from '#functions/funding/invoices/schemas.ts';
import type { NewPot } from '#functions/funding/pots/schemas.ts';

/** What funding speaks of, as it is entered and as rules are given it, without an engine. */

export type PotInput = z.output<typeof NewPot>;

/** Of the year 2026-27: a third of £1,000 a year for nurses, as hubs publish it. */
export const aPot = (
  changes: Partial<PotInput['rules']> = {},
  more: Partial<Omit<PotInput, 'rules'>> = {},
): PotInput => ({
  rules: {
    name: 'CPD for nurses 2026-27',
    funder: 'NHS England',
    scheme: 'cpd',
    financialYear: '2026-27',
    eligible: { jobRoles: ['practice-nurse'], employers: ['gp-practice', 'primary-care-network'], boroughs: [] },
    doesNotPayFor: ['backfill', 'equipment', 'mandatory-training'],
    caps: { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } },
    partPayment: true,
    statements: ['manager'],
    stages: [{ after: 'started', percent: 100 }],
    progress: ['started', 'finished'],
    opensAt: '2026-04-01T08:00:00.000Z',
    closesAt: '2027-03-31T22:59:59.000Z',
    twoPeopleAbovePence: null,
    source: 'https://www.hee.nhs.uk/cpd',
    ...changes,
  },
  budgetPence: 1_000_000,
  places: null,
  ...more,
});

export type RequestInput = z.output<typeof NewFundingRequest>;

export const aFundingRequest = (
  workEmail: string,
  changes: Partial<Omit<RequestInput, 'person'>> = {},
  person: Partial<RequestInput['person']> = {},
): RequestInput => ({
  person: {
    name: "Siobhán O'Brien",
    workEmail,
    workplace: { odsCode: 'G85001', borough: 'Lambeth' },
    employer: 'gp-practice',
    jobRole: 'practice-nurse',
    jobTitle: 'Lead practice nurse',
    ...person,
  },
  course: {
    name: 'Long-term conditions in primary care',
    provider: { providerId: 'london-south-bank' },
    level: 'level-6',
    startsOn: '2027-02-01',
    endsOn: '2027-03-22',
  },
  costPence: 120_000,
  amountPence: 33_333,
  paysFor: ['course-fee'],
  reason: 'We are taking over diabetes reviews, and I will run the clinic.',
  ...changes,
});

export const anInvoice = (
  number: string,
  documentIds: string[],
  changes: Partial<z.output<typeof InvoiceClaim>> = {},
): z.output<typeof InvoiceClaim> => ({
  number,
  issuedOn: '2027-02-02',
  payeeKind: 'provider',
  payeeName: 'London South Bank University',
  totalPence: 33_333,
  lines: [{ learner: "Siobhan O'Brien", pence: 33_333 }],
  documentIds,
  ...changes,
});

export const now = new Date('2027-02-10T09:00:00.000Z');

export const { rules } = aPot();

export const balancesOf = (changes: Partial<PotBalances> = {}): PotBalances => ({
  budget: 1_000_000,
  available: 1_000_000,
  committed: 0,
  spent: 0,
  lapsed: 0,
  places: null,
  placesTaken: 0,
  closed: false,
  ...changes,
});

export const requestOf = (changes: Partial<FundingRequest> = {}): FundingRequest => ({
  fundingRequestId: 'request-1',
  reference: '7K3M9-Q2XDH',
  status: 'in-review',
  version: 4,
  createdAt: '2027-01-04T09:00:00.000Z',
  statusSince: '2027-01-05T09:00:00.000Z',
  potId: 'pot-1',
  statements: [{ statementId: 'given', kind: 'manager', status: 'supported', endsAt: '2027-01-18T09:00:00.000Z' }],
  documentIds: [],
  invoiceIds: [],
  name: "Siobhán O'Brien",
  workEmail: 'siobhan@practice.example',
  workplace: { odsCode: 'G85001', borough: 'Lambeth' },
  employer: 'gp-practice',
  jobRole: 'practice-nurse',
  jobTitle: 'Lead practice nurse',
  course: {
    name: 'Long-term conditions in primary care',
    provider: { providerId: 'london-south-bank' },
    level: 'level-6',
    startsOn: '2027-02-01',
    endsOn: '2027-03-22',
  },
  costPence: 120_000,
  amountPence: 33_333,
  paysFor: ['course-fee'],
  reason: 'We are taking over diabetes reviews, and I will run the clinic.',
  progress: [],
  ...changes,
});

/** A request whose course has begun, with an award in these stages. */
export function awardedOf(
  stages: readonly AwardStage[] = stagesOf(33_333, rules.stages),
  changes: Partial<FundingRequest> = {},
  ofAward: Partial<AwardedRequest['award']> = {},
): AwardedRequest {
  const award = {
    potId: 'pot-1',
    potVersion: 1,
    financialYear: '2026-27',
    scheme: 'cpd',
    pence: totalOf(stages) || 1,
    validUntil: '2027-03-31T23:00:00.000Z',
    decidedAt: '2027-01-10T09:00:00.000Z',
    decidedBy: 'fay',
    basis: { available: 1_000_000, places: null, placesTaken: 0, awarded: {} },
    stages: [...stages],
    ...ofAward,
  };
  return { ...requestOf({ status: 'enrolled', ...changes }), award };
}

export const statementOf = (changes: Partial<Statement> = {}): Statement => ({
  statementId: 'asked',
  fundingRequestId: 'request-1',
  kind: 'manager',
  status: 'asked',
  askedAt: '2027-01-04T09:00:00.000Z',
  endsAt: '2027-01-18T09:00:00.000Z',
  emailId: 'email-1',
  documentIds: [],
  authorName: 'Pat Manager',
  authorEmail: 'pat@practice.example',
  ...changes,
});

export const invoiceOf = (changes: Partial<Invoice> = {}): Invoice => ({
  invoiceId: 'invoice-1',
  fundingRequestId: 'request-1',
  status: 'received',
  version: 1,
  receivedAt: '2027-02-05T09:00:00.000Z',
  claimedAt: '2027-02-05T09:00:00.000Z',
  statusSince: '2027-02-05T09:00:00.000Z',
  claims: [],
  documentIds: ['document-1'],
  number: 'INV-2041',
  issuedOn: '2027-02-02',
  payeeKind: 'provider',
  payeeName: 'London South Bank University',
  totalPence: 33_333,
  lines: [{ learner: "Siobhan O'Brien", pence: 33_333 }],
  ...changes,
});
