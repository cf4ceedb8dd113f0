import type * as z from 'zod';
import { type InvoiceTransition, invoiceAfter, lookAlikes } from '#domain/funding/invoice.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import { settle, type Work } from '#platform/work.ts';
import type { EmailContents } from '#records/emails/emails.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { type AwardMovement, planMoney, readMoneyOf } from '../decisions/money.ts';
import { refuseOwn, type StaffContext } from '../requests/staff-request.ts';
import type * as schemas from '../schemas.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { mismatchesWith } from './claims.ts';

/** @throws ProblemError `wrong-state`, naming the state that it is in, where that cannot happen to the invoice */
export function movedInvoice(invoice: Invoice, transition: InvoiceTransition, now: Date): Invoice {
  const status = invoiceAfter(transition, invoice.status);
  if (status === undefined) {
    throw new ProblemError('wrong-state', {
      detail: `The invoice is ${invoice.status.replaceAll('-', ' ')}, in which this cannot be done`,
      extensions: { invoiceStatus: invoice.status },
    });
  }
  return { ...invoice, status, statusSince: now.toISOString() };
}

export const invoiceAudit = (
  action: string,
  { invoiceId, fundingRequestId }: Invoice,
  caller: StaffMember,
  facts: AuditFact['facts'] = {},
  reason?: string,
): AuditFact => ({
  action,
  subject: `INVOICE#${invoiceId}`,
  actor: caller.sub,
  facts: { fundingRequestId, ...facts },
  reason,
});

export function staffInvoice(
  invoice: Invoice,
  requests: readonly FundingRequest[],
): z.input<typeof schemas.StaffInvoice> {
  const {
    expiresAt: _kept,
    claimedAt: _first,
    version: _version,
    approvedBy: _by,
    paidBy: _payer,
    replacedBy: _other,
    looksLike: _alike,
    differsFrom: _others,
    ...shown
  } = invoice;
  const isOpen = invoice.status === 'received' || invoice.status === 'queried';
  const withAwards = () => requests.flatMap((request) => mismatchesWith(invoice, request));
  return { ...shown, mismatches: isOpen ? [...lookAlikes(invoice), ...withAwards()] : [] };
}

/** @throws ProblemError `invoice-not-found` */
async function findInvoice(
  { invoices }: Pick<FundingUseCaseDeps, 'invoices'>,
  invoiceId: string,
  work: Work,
): Promise<Invoice> {
  const invoice = await invoices.find(invoiceId, work);
  if (!invoice) throw new ProblemError('invoice-not-found');
  return invoice;
}

interface InvoiceFacts {
  readonly invoice: Invoice;
  /** Whose awards it claims: first the one that it was sent for. */
  readonly requests: readonly FundingRequest[];
  readonly now: Date;
}

interface InvoiceStep {
  readonly invoice: Invoice;
  /** As they are next, in the same order; those that do not change may be the same. */
  readonly requests?: readonly FundingRequest[];
  /** To the applicant of the request that it was sent for. */
  readonly email?: EmailContents;
  readonly movements?: readonly AwardMovement[];
  readonly audit: AuditFact;
  readonly counted?: CountedEvent;
}

/**
 * Takes an invoice one step on for a member of staff, with the awards that it claims, the money that moves and the entry in the
 * audit trail.
 *
 * @param alsoFor - ids of further requests that it is to claim from
 * @param decide - throws a problem where the step cannot be taken
 */
export async function changeInvoice(
  deps: FundingUseCaseDeps,
  invoiceId: string,
  alsoFor: readonly string[],
  { caller, work, once }: StaffContext,
  decide: (facts: InvoiceFacts) => InvoiceStep,
) {
  return settle(work, async () => {
    const invoice = await findInvoice(deps, invoiceId, work);
    const claimed = invoice.claims.map(({ fundingRequestId }) => fundingRequestId);
    const ids = [...new Set([invoice.fundingRequestId, ...claimed, ...alsoFor])];
    const requests = await deps.requests.findMany(ids, work);
    if (requests.length < ids.length) throw new ProblemError('funding-request-not-found');
    for (const request of requests) refuseOwn(request, caller);
    const now = deps.clock();
    const step = decide({ invoice, requests, now });
    const next = step.requests ?? requests;
    const changed = requests.flatMap((before, index) => {
      const after = next[index] ?? before;
      const emails = index === 0 && step.email ? [step.email] : [];
      return after === before && emails.length === 0 ? [] : [{ before, next: after, emails }];
    });
    const movements = step.movements ?? [];
    const money = planMoney(await readMoneyOf(deps, movements.length > 0 ? requests : [], work), movements, now);
    const reply = { status: 200, body: staffInvoice(step.invoice, next) } as const;
    const outcome = await deps.invoices.change(
      { before: invoice, next: step.invoice, requests: changed, money },
      { work, once: once && { ...once, reply }, audit: [step.audit] },
    );
    if (outcome === 'facts-changed') return undefined;
    if (step.counted) deps.counter.count(step.counted);
    return reply;
  });
}
