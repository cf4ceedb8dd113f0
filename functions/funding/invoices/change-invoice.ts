import type { Invoice } from '#domain/funding/invoice.ts';
import { type AwardMovement, planMoney } from '#domain/funding/movements.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import { carryThrough } from '#platform/work.ts';
import type { EmailContents } from '#records/emails/emails.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import { readMoneyOf } from '../decisions/read-money.ts';
import { refuseOwn, type StaffContext } from '../requests/carry-change.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { findInvoice, staffInvoice } from './invoice.ts';

export interface InvoiceFacts {
  readonly invoice: Invoice;
  /** Whose awards it claims: first the one that it was sent for. */
  readonly requests: readonly [FundingRequest, ...FundingRequest[]];
  readonly now: Date;
}

export interface InvoiceStep {
  readonly invoice: Invoice;
  /** As they are next, in the same order; those that do not change may be the same. */
  readonly requests?: readonly FundingRequest[];
  /** To the applicant of the request that it was sent for. */
  readonly email?: EmailContents;
  readonly movements?: readonly AwardMovement[];
  readonly audit: AuditFact;
  readonly counted?: CountedEvent;
}

/** What every email about an invoice says: of the request that it was sent for, and its number. */
export const invoiceInEmail = (
  { hub }: Pick<FundingUseCaseDeps, 'hub'>,
  { invoice, requests: [request] }: Pick<InvoiceFacts, 'invoice' | 'requests'>,
) => ({ ...fundingInEmail(hub, request), number: invoice.number });

/**
 * Takes an invoice one step on for a member of staff, with the awards that it claims, the money that moves and the entry in the
 * audit trail.
 *
 * @param alsoFor - ids of further requests that it is to claim from
 * @param decide - throws a problem where the step cannot be taken
 */
export const changeInvoice = (
  deps: FundingUseCaseDeps,
  invoiceId: string,
  alsoFor: readonly string[],
  { caller, work, once }: StaffContext,
  decide: (facts: InvoiceFacts) => InvoiceStep,
) =>
  carryThrough({ work, once }, async () => {
    const invoice = await findInvoice(deps, invoiceId, work);
    const claimed = invoice.claims.map(({ fundingRequestId }) => fundingRequestId);
    const ids = [...new Set([invoice.fundingRequestId, ...claimed, ...alsoFor])];
    const found = await deps.requests.findMany(ids, work);
    const [first, ...others] = found;
    if (!first || found.length < ids.length) throw new ProblemError('funding-request-not-found');
    for (const request of found) refuseOwn(request, caller);
    const now = deps.clock();
    const {
      requests = found,
      movements = [],
      audit,
      counted,
      ...step
    } = decide({
      invoice,
      requests: [first, ...others],
      now,
    });
    const changed = found.flatMap((before, index) => {
      const next = requests[index] ?? before;
      const emails = index === 0 && step.email ? [step.email] : [];
      return next === before && emails.length === 0 ? [] : [{ before, next, emails }];
    });
    const money = planMoney(await readMoneyOf(deps, movements.length > 0 ? found : [], work), movements, now);
    return {
      reply: { status: 200, body: staffInvoice(step.invoice, requests) },
      change: (carrying) =>
        deps.invoices.change(
          { before: invoice, next: step.invoice, requests: changed, money },
          { ...carrying, audit: [audit] },
        ),
      made: () => {
        if (counted) deps.counter.count(counted);
      },
    };
  });
