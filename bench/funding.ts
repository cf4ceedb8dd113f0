import { stagesOf } from '#domain/funding/award.ts';
import { londonDay } from '#domain/time/london.ts';
import { adminUseCases } from '#functions/funding/admin-use-cases.ts';
import { wireForStaff } from '#functions/funding/wiring.ts';
import type { EmailContents } from '#records/emails/emails.ts';
import { createApplicants } from '#records/funding/applicants.ts';
import { asStaff, type BenchHub } from './hub.ts';
import type { Row } from './measure.ts';
import { fundingRequest, potRules } from './stored-requests.ts';
import { spentBy } from './tally.ts';
import { workOf } from './work.ts';

const nothing = { path: undefined, query: undefined, body: undefined };

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
  lines: [{ learner: 'A Person', pence: 33_333 }],
});

/**
 * What deciding about a request and paying an invoice cost, by the engine's own count. Most of what is read is read for the
 * reply, several things at a time.
 */
export async function* measureFunding(hub: BenchHub): AsyncGenerator<Row> {
  const { clock, newId } = hub;
  const deps = wireForStaff(hub, hub.exports);
  const useCases = adminUseCases(deps);
  const at = clock().toISOString();
  const today = londonDay(at);
  const rules = potRules(at);
  const potId = newId();
  await deps.pots.add({ potId, rules, budgetPence: 1_000_000, places: null, at }, { work: workOf() });

  const fundingRequestId = newId();
  const made = fundingRequest(fundingRequestId, { potId, at });
  const email = { emailId: newId(), kind: 'funding-started', facts: {} } as unknown as EmailContents;
  const applicant = { address: undefined, asks: undefined, mayAsk: true };
  await createApplicants(hub).add(made, applicant, email, { work: workOf() });

  const cost = (act: () => Promise<unknown>) => spentBy(hub.tally, act);
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

  yield {
    what: 'approving a request',
    against: 'a transaction and what it shows',
    value: decided.calls,
    atMost: 7,
    unit: 'round trips',
  };
  yield {
    what: 'approving a request',
    against: 'the records that change, and their index entries',
    value: decided.writeUnits,
    // Two of them for finding what is somebody's: the request's end moves in the index by subject, the ledger's entry is listed. Two hold
    // to whom the allowance is (mailboxes may share one), one lists the trail by its day.
    atMost: 29,
    unit: 'write units',
  };
  yield {
    what: 'paying an invoice',
    against: 'a transaction and what it shows',
    value: paid.calls,
    atMost: 5,
    unit: 'round trips',
  };
  yield {
    what: 'paying an invoice',
    against: 'the records that change, and their index entries',
    value: paid.writeUnits,
    atMost: 26,
    unit: 'write units',
  };
}
