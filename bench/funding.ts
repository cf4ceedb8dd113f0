import { stagesOf } from '#domain/funding/award.ts';
import type { Pot } from '#domain/funding/pot.ts';
import { endOf, financialYearOf } from '#domain/time/financial-year.ts';
import { londonDay } from '#domain/time/london.ts';
import { adminUseCases } from '#functions/funding/admin-use-cases.ts';
import { wireForStaff } from '#functions/funding/wiring.ts';
import type { StaffMember } from '#http/callers.ts';
import { createApplicants } from '#records/funding/applicants.ts';
import { type BenchHub, workOf } from './hub.ts';
import type { Row } from './measure.ts';

const nothing = { path: undefined, query: undefined, body: undefined };
const asStaff = (sub: string) => {
  const caller: StaffMember = { kind: 'staff', sub, workEmail: 'bench@hub.example', groups: ['admin'] };
  return { caller, work: workOf(), once: undefined };
};

const person = {
  name: 'A Person',
  workEmail: 'funded@nhs.net',
  workplace: { odsCode: 'G85001', borough: 'Lambeth' },
  employer: 'gp-practice' as const,
  jobRole: 'practice-nurse' as const,
  jobTitle: 'Nurse',
};

const rulesOf = (at: string, financialYear: string): Pot['rules'] => ({
  name: 'A pot',
  funder: 'A funder',
  scheme: 'bench',
  financialYear,
  eligible: { jobRoles: [], employers: [], boroughs: [] },
  doesNotPayFor: [],
  caps: { yearPence: 33_333, severalYears: { years: 3, pence: 100_000 } },
  partPayment: true,
  statements: [],
  stages: [{ after: 'started', percent: 100 }],
  progress: ['started', 'finished'],
  opensAt: at,
  closesAt: endOf(financialYear),
  twoPeopleAbovePence: null,
  source: 'bench',
});

const requestOf = (fundingRequestId: string, potId: string, at: string, today: string) => ({
  fundingRequestId,
  reference: 'BENCH-BENCH',
  status: 'in-review' as const,
  createdAt: at,
  statusSince: at,
  potId,
  ...person,
  course: {
    name: 'A course',
    provider: { name: 'A provider' },
    level: 'level-6' as const,
    startsOn: today,
    endsOn: today,
  },
  costPence: 40_000,
  amountPence: 33_333,
  paysFor: ['course-fee' as const],
  statements: [],
  documentIds: [],
  invoiceIds: [],
  progress: [],
});

const invoiceOf = (invoiceId: string, fundingRequestId: string, at: string, today: string) => ({
  invoiceId,
  fundingRequestId,
  status: 'received' as const,
  receivedAt: at,
  claimedAt: at,
  statusSince: at,
  claims: [],
  documentIds: [],
  number: '1',
  issuedOn: today,
  payeeKind: 'provider' as const,
  payeeName: 'A provider',
  totalPence: 33_333,
  lines: [{ learner: person.name, pence: 33_333 }],
});

/**
 * What deciding about a request and paying an invoice cost, by the engine's own count. Most of what is read is read for the
 * reply, several things at a time.
 */
export async function measureFunding(hub: BenchHub): Promise<Row[]> {
  const { clock, newId } = hub;
  const deps = wireForStaff(hub, hub.exports);
  const useCases = adminUseCases(deps);
  const at = clock().toISOString();
  const today = londonDay(at);
  const financialYear = financialYearOf(at);
  const rules = rulesOf(at, financialYear);
  const potId = newId();
  await deps.pots.add({ potId, rules, budgetPence: 1_000_000, places: null, at }, { work: workOf() });

  const fundingRequestId = newId();
  const made = requestOf(fundingRequestId, potId, at, today);
  const email = { emailId: newId(), kind: 'funding-started', facts: {} };
  const applicant = { address: undefined, asks: undefined, mayAsk: true };
  await createApplicants(hub).add(made, applicant, email, { work: workOf() });

  const cost = async (act: () => Promise<unknown>) => {
    const before = { ...hub.tally };
    await act();
    return { calls: hub.tally.calls - before.calls, writeUnits: hub.tally.writeUnits - before.writeUnits };
  };
  const body = { decision: 'approve' as const, potId, pence: 33_333 };
  const decided = await cost(() =>
    useCases.decideFundingRequest({ ...nothing, path: { fundingRequestId }, body }, asStaff('fay')),
  );

  const before = await deps.requests.find(fundingRequestId, workOf());
  if (!before?.award) throw new Error('Nothing was awarded');
  const invoiceId = newId();
  const stages = stagesOf(33_333, rules.stages).map((stage) => ({ ...stage, invoiceId }));
  const next = { ...before, status: 'enrolled' as const, award: { ...before.award, stages }, invoiceIds: [invoiceId] };
  const invoice = invoiceOf(invoiceId, fundingRequestId, at, today);
  await deps.invoices.claim({ invoice, files: [], numbers: undefined, request: { before, next } }, { work: workOf() });
  const path = { invoiceId };
  await useCases.matchInvoice({ ...nothing, path, body: { alsoFor: [], differsFrom: [] } }, asStaff('ann'));
  await useCases.approveInvoice({ ...nothing, path }, asStaff('ann'));
  const paid = await cost(() => useCases.payInvoice({ ...nothing, path }, asStaff('bob')));

  return [
    {
      what: 'approving a request',
      against: 'a transaction and what it shows',
      value: decided.calls,
      atMost: 7,
      unit: 'round trips',
    },
    {
      what: 'approving a request',
      against: 'the records that change, and their index entries',
      value: decided.writeUnits,
      // Two of them for finding what is somebody's: the request's end moves in the index by subject, the ledger's entry is listed.
      atMost: 26,
      unit: 'write units',
    },
    {
      what: 'paying an invoice',
      against: 'a transaction and what it shows',
      value: paid.calls,
      atMost: 5,
      unit: 'round trips',
    },
    {
      what: 'paying an invoice',
      against: 'the records that change, and their index entries',
      value: paid.writeUnits,
      atMost: 26,
      unit: 'write units',
    },
  ];
}
