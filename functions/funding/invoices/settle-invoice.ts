import { committedOf, totalOf } from '#domain/funding/award.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { funding } from '../contract.ts';
import { type Award, type AwardMovement, giveBack, isNothingLeft } from '../decisions/money.ts';
import { moved, noted } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { refuseMismatched } from './claims.ts';
import { changeInvoice, invoiceAudit, movedInvoice } from './staff-invoice.ts';

type Awarded = FundingRequest & { readonly award: Award };

function awardOf(request: FundingRequest): Award {
  if (!request.award) throw new Error('An invoice claims from a request without an award');
  return request.award;
}

/** The claims of an invoice with the requests that they claim from. */
const claimsOn = (invoice: Invoice, requests: readonly FundingRequest[]) =>
  invoice.claims.flatMap((claim) => {
    const request = requests.find(({ fundingRequestId }) => fundingRequestId === claim.fundingRequestId);
    return request ? [{ ...claim, request }] : [];
  });

const withStage = (
  award: Award,
  index: number,
  change: (stage: Award['stages'][number]) => Award['stages'][number],
): Award => ({ ...award, stages: award.stages.map((stage, each) => (each === index ? change(stage) : stage)) });

/** An award with nothing left to give is settled: it neither lapses nor warns of it. */
const settledIfDone = (award: Award, at: string): Award =>
  committedOf(award.stages) === 0 ? { ...award, settledAt: award.settledAt ?? at } : award;

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
      const paid = movedInvoice(invoice, 'pay', now);
      if (invoice.approvedBy === context.caller.sub) {
        throw new ProblemError('needs-another-person', {
          detail: 'You have approved this invoice: somebody else pays it',
        });
      }
      refuseMismatched(invoice, requests);
      const at = now.toISOString();
      const movements: AwardMovement[] = [];
      const next = new Map(requests.map((request) => [request.fundingRequestId, request]));
      for (const { request, stage: index, pence } of claimsOn(invoice, requests)) {
        const award = awardOf(request);
        const rest = (award.stages[index]?.pence ?? 0) - pence;
        movements.push(
          { request, award, kind: 'payment', pence, invoiceId: path.invoiceId },
          // What a stage kept beyond what it cost goes back at once.
          { request, award, kind: 'release', pence: rest, allowance: -rest, invoiceId: path.invoiceId },
        );
        const after = withStage(award, index, (stage) => ({ ...stage, pence, paidPence: pence }));
        next.set(request.fundingRequestId, {
          ...noted(request, 'pay-invoice', 'staff', now, invoice.number),
          award: settledIfDone({ ...after, lastPaidAt: at }, at),
        });
      }
      const [first] = requests;
      const own = invoice.claims.find(({ fundingRequestId }) => fundingRequestId === invoice.fundingRequestId);
      const { number, payeeName } = invoice;
      const email =
        first &&
        owedMessage(emailId, {
          kind: 'invoice-paid',
          facts: { ...fundingInEmail(deps.hub, first), number, payeeName, pence: own?.pence ?? 0 },
        });
      return {
        invoice: { ...paid, paidBy: context.caller.sub, paidAt: at },
        requests: requests.map(({ fundingRequestId }) => next.get(fundingRequestId) as FundingRequest),
        movements,
        ...(email && { email }),
        audit: invoiceAudit('invoice-paid', invoice, context.caller),
        counted: 'InvoicePaid',
      };
    });
  };

/**
 * What came back of a payment shows that it had arrived: it cannot have failed. Were that taken, the invoice could not be paid
 * again, since it claims more than its award has left.
 *
 * @throws ProblemError `wrong-state`
 */
function refuseClawedBack(invoice: Invoice, requests: readonly FundingRequest[]): void {
  const isLess = claimsOn(invoice, requests).some(
    ({ request, stage, pence }) => (request.award?.stages[stage]?.paidPence ?? 0) < pence,
  );
  if (!isLess) return;
  throw new ProblemError('wrong-state', {
    detail: 'Some of this payment has been paid back to us, so that it has arrived: it cannot have failed',
    extensions: { invoiceStatus: invoice.status },
  });
}

/** The money is the pot's commitment again, until it is paid once more, or the invoice is refused. */
export const createRecordPaymentFailed =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.recordPaymentFailed> =>
  async ({ path }, context) => {
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const failed = movedInvoice(invoice, 'payment-failed', now);
      refuseClawedBack(invoice, requests);
      const movements: AwardMovement[] = [];
      const next = requests.map((request) => {
        const claim = invoice.claims.find(({ fundingRequestId }) => fundingRequestId === request.fundingRequestId);
        if (!claim) return request;
        const award = awardOf(request);
        const pence = award.stages[claim.stage]?.paidPence ?? 0;
        movements.push({ request, award, kind: 'payment-failed', pence, invoiceId: path.invoiceId });
        return {
          ...noted(request, 'payment-failed', 'staff', now, invoice.number),
          // It keeps money again, so that it can lapse again.
          award: { ...withStage(award, claim.stage, (stage) => ({ ...stage, paidPence: 0 })), settledAt: undefined },
        };
      });
      const [first] = requests;
      const { number, payeeName } = invoice;
      const facts = first && { ...fundingInEmail(deps.hub, first), number, payeeName };
      return {
        invoice: { ...failed, paidAt: undefined, paidBy: undefined },
        requests: next,
        movements,
        ...(facts && { email: owedMessage(emailId, { kind: 'invoice-payment-failed', facts }) }),
        audit: invoiceAudit('invoice-payment-failed', invoice, context.caller),
        counted: 'PaymentFailed',
      };
    });
  };

/** Whoever sent it may send another in its place. Nothing is claimed of other learners' awards by it any more. */
function unclaimed(invoice: Invoice, requests: readonly FundingRequest[]): FundingRequest[] {
  return requests.map((request, index) => {
    const { award } = request;
    if (index === 0 || !award?.stages.some(({ invoiceId }) => invoiceId === invoice.invoiceId)) return request;
    // What it claimed is kept again, so that it can lapse again if the invoice is then refused.
    return { ...request, award: { ...withoutClaim(award, invoice), settledAt: undefined } };
  });
}

const withoutClaim = (award: Award, { invoiceId }: Invoice): Award => ({
  ...award,
  stages: award.stages.map((stage) => (stage.invoiceId === invoiceId ? { ...stage, invoiceId: undefined } : stage)),
});

export const createQueryInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.queryInvoice> =>
  async ({ path, body }, context) => {
    const { question } = body;
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const queried = { ...movedInvoice(invoice, 'query', now), question, claims: [], approvedBy: undefined };
      const [first] = requests;
      const facts = first && { ...fundingInEmail(deps.hub, first), number: invoice.number, question };
      return {
        invoice: queried,
        requests: unclaimed(invoice, requests),
        ...(facts && { email: owedMessage(emailId, { kind: 'invoice-queried', facts }) }),
        audit: invoiceAudit('invoice-queried', invoice, context.caller),
      };
    });
  };

/** Its stage is free to be claimed again; or, where the award has ended meanwhile, its money goes back, and with nothing left it lapses. */
export const createRejectInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.rejectInvoice> =>
  async ({ path, body }, context) => {
    const { because } = body;
    const emailId = deps.newId();
    return changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      const rejected = { ...movedInvoice(invoice, 'reject', now), because, claims: [], approvedBy: undefined };
      const movements: AwardMovement[] = [];
      const next = requests.map((request) => {
        const { award } = request;
        if (!award?.stages.some(({ invoiceId }) => invoiceId === invoice.invoiceId)) return request;
        const free: Awarded = {
          ...noted(request, 'reject-invoice', 'staff', now, invoice.number),
          award: withoutClaim(award, invoice),
        };
        if (award.validUntil > now.toISOString()) return free;
        const back = giveBack(free, 'unclaimed', now);
        movements.push(back.movement);
        return isNothingLeft(back.next) ? moved(back.next, 'lapse', 'staff', now) : back.next;
      });
      const [first] = requests;
      const facts = first && { ...fundingInEmail(deps.hub, first), number: invoice.number, because };
      return {
        invoice: rejected,
        requests: next,
        movements,
        ...(facts && { email: owedMessage(emailId, { kind: 'invoice-rejected', facts }) }),
        audit: invoiceAudit('invoice-rejected', invoice, context.caller),
      };
    });
  };

/** What was paid and comes back: the award is so much smaller, and the person's allowance so much less used up. */
export const createClawBack =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.clawBack> =>
  async ({ path, body }, context) =>
    changeInvoice(deps, path.invoiceId, [], context, ({ invoice, requests, now }) => {
      if (invoice.status !== 'paid') {
        throw new ProblemError('wrong-state', {
          detail: 'Only what was paid can be paid back',
          extensions: { invoiceStatus: invoice.status },
        });
      }
      let left = body.pence;
      const movements: AwardMovement[] = [];
      const next = requests.map((request) => {
        const claim = invoice.claims.find(({ fundingRequestId }) => fundingRequestId === request.fundingRequestId);
        const award = request.award;
        if (!claim || !award) return request;
        const pence = Math.min(left, award.stages[claim.stage]?.paidPence ?? 0);
        if (pence === 0) return request;
        left -= pence;
        const after = withStage(award, claim.stage, (stage) => ({
          ...stage,
          pence: stage.pence - pence,
          paidPence: stage.paidPence - pence,
        }));
        movements.push({
          request,
          award,
          kind: 'claw-back',
          pence,
          allowance: -pence,
          invoiceId: path.invoiceId,
          ...(totalOf(after.stages) === 0 && { places: -1 }),
        });
        return { ...noted(request, 'claw-back', 'staff', now, body.because), award: after };
      });
      if (left > 0) {
        const detail = 'Enter no more than what was paid';
        throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/pence', detail }] });
      }
      return {
        invoice: { ...invoice },
        requests: next,
        movements,
        audit: invoiceAudit('invoice-clawed-back', invoice, context.caller, { pence: body.pence }, body.because),
      };
    });
