import type * as z from 'zod';
import { mismatchesWithAll } from '#domain/funding/claims.ts';
import { type Invoice, type InvoiceTransition, invoiceAfter, type Mismatch } from '#domain/funding/invoice.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import type * as schemas from './schemas.ts';

/** @throws ProblemError `invoice-not-found` */
export async function findInvoice(
  { invoices }: Pick<FundingUseCaseDeps, 'invoices'>,
  invoiceId: string,
  work: Work,
): Promise<Invoice> {
  const invoice = await invoices.find(invoiceId, work);
  if (!invoice) throw new ProblemError('invoice-not-found');
  return invoice;
}

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

/** @throws ProblemError `invoice-does-not-match`, naming what does not */
export function refuseMismatched(invoice: Invoice, requests: readonly FundingRequest[]): void {
  const mismatches = mismatchesWithAll(invoice, requests);
  if (mismatches.length === 0) return;
  throw new ProblemError('invoice-does-not-match', {
    detail: mismatches.map(({ detail }) => detail).join('. '),
    extensions: { mismatches },
  });
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

/** An invoice as staff see it; until it is matched, with everything in which it does not fit. */
export function staffInvoice(
  invoice: Invoice,
  requests: readonly FundingRequest[],
): z.input<typeof schemas.StaffInvoice> {
  const isOpen = invoice.status === 'received' || invoice.status === 'queried';
  return {
    invoiceId: invoice.invoiceId,
    fundingRequestId: invoice.fundingRequestId,
    status: invoice.status,
    receivedAt: invoice.receivedAt,
    statusSince: invoice.statusSince,
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    payeeKind: invoice.payeeKind,
    payeeName: invoice.payeeName,
    totalPence: invoice.totalPence,
    lines: invoice.lines,
    claims: invoice.claims,
    documentIds: invoice.documentIds,
    mismatches: isOpen ? mismatchesWithAll(invoice, requests).map(withoutReference) : [],
    question: invoice.question,
    because: invoice.because,
    paidAt: invoice.paidAt,
  };
}

const withoutReference = ({ what, detail, invoiceId }: Mismatch) => ({ what, detail, invoiceId });
