import { clawedBack, isClawedBack, paid, paymentFailed, queried, rejected } from '#domain/funding/settlement.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import { notValid } from '../refuse-faults.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { changeInvoice, invoiceInEmail } from './change-invoice.ts';
import { invoiceAudit, movedInvoice, refuseMismatched } from './invoice.ts';

export const createApproveInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.approveInvoice> =>
  async ({ path }, context) =>
    changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const approved = movedInvoice(invoice, 'approve', now);
      refuseMismatched(invoice, requests);
      return {
        invoice: { ...approved, approvedBy: context.caller.sub },
        audit: invoiceAudit('invoice-approved', invoice, context.caller),
      };
    });

export const createPayInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.payInvoice> =>
  async ({ path }, context) => {
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const next = movedInvoice(invoice, 'pay', now);
      if (invoice.approvedBy === context.caller.sub) {
        throw new ProblemError('needs-another-person', {
          detail: 'You have approved this invoice: somebody else pays it',
        });
      }
      refuseMismatched(invoice, requests);
      const own = invoice.claims.find(({ fundingRequestId }) => fundingRequestId === invoice.fundingRequestId);
      const { payeeName } = invoice;
      const facts = { ...invoiceInEmail(deps, { invoice, requests }), payeeName, pence: own?.pence ?? 0 };
      return {
        ...paid(invoice, requests, now),
        invoice: { ...next, paidBy: context.caller.sub, paidAt: now.toISOString() },
        email: owedMessage(emailId, { kind: 'invoice-paid', facts }),
        audit: invoiceAudit('invoice-paid', invoice, context.caller),
        counted: 'InvoicePaid',
      };
    });
  };

/** The money is the pot's commitment again, until it is paid once more, or the invoice is refused. */
export const createRecordPaymentFailed =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.recordPaymentFailed> =>
  async ({ path }, context) => {
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const failed = movedInvoice(invoice, 'payment-failed', now);
      if (isClawedBack(invoice, requests)) {
        throw new ProblemError('wrong-state', {
          detail: 'Some of this payment has been paid back to us, so that it has arrived: it cannot have failed',
          extensions: { invoiceStatus: invoice.status },
        });
      }
      const facts = { ...invoiceInEmail(deps, { invoice, requests }), payeeName: invoice.payeeName };
      return {
        ...paymentFailed(invoice, requests, now),
        invoice: { ...failed, paidAt: undefined, paidBy: undefined },
        email: owedMessage(emailId, { kind: 'invoice-payment-failed', facts }),
        audit: invoiceAudit('invoice-payment-failed', invoice, context.caller),
        counted: 'PaymentFailed',
      };
    });
  };

export const createQueryInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.queryInvoice> =>
  async ({ path, body }, context) => {
    const { question } = body;
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const next = movedInvoice(invoice, 'query', now);
      const facts = { ...invoiceInEmail(deps, { invoice, requests }), question };
      return {
        invoice: { ...next, question, claims: [], approvedBy: undefined },
        requests: queried(invoice, requests),
        email: owedMessage(emailId, { kind: 'invoice-queried', facts }),
        audit: invoiceAudit('invoice-queried', invoice, context.caller),
      };
    });
  };

export const createRejectInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.rejectInvoice> =>
  async ({ path, body }, context) => {
    const { because } = body;
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const next = movedInvoice(invoice, 'reject', now);
      const facts = { ...invoiceInEmail(deps, { invoice, requests }), because };
      return {
        ...rejected(invoice, requests, now),
        invoice: { ...next, because, claims: [], approvedBy: undefined },
        email: owedMessage(emailId, { kind: 'invoice-rejected', facts }),
        audit: invoiceAudit('invoice-rejected', invoice, context.caller),
      };
    });
  };

export const createClawBack =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.clawBack> =>
  async ({ path, body: { pence, because } }, context) =>
    changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      if (invoice.status !== 'paid') {
        throw new ProblemError('wrong-state', {
          detail: 'Only what was paid can be paid back',
          extensions: { invoiceStatus: invoice.status },
        });
      }
      const back = clawedBack(invoice, requests, pence, because, now);
      if (!back) throw notValid([{ field: 'pence', detail: 'Enter no more than what was paid' }]);
      return {
        ...back,
        invoice,
        audit: invoiceAudit('invoice-clawed-back', invoice, context.caller, { pence }, because),
      };
    });
