import type { UseCase } from '#http/use-case.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { funding } from '../contract.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { claimOf, refuseMismatched } from './claims.ts';
import { changeInvoice, invoiceAudit, movedInvoice } from './staff-invoice.ts';

/** Gives the stage that it claims to the invoice. */
function claimedBy(request: FundingRequest, { invoiceId }: Invoice, stage: number): FundingRequest {
  const { award } = request;
  if (!award) return request;
  const stages = award.stages.map((each, index) => (index === stage ? { ...each, invoiceId } : each));
  return { ...request, award: { ...award, stages } };
}

export const createMatchInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.matchInvoice> =>
  async ({ path, body }, context) =>
    changeInvoice(deps, path.invoiceId, body.alsoFor, context, ({ invoice, requests, now }) => {
      const next = movedInvoice(invoice, 'match', now);
      const differsFrom = [...new Set([...(invoice.differsFrom ?? []), ...body.differsFrom])];
      const seen = { ...next, ...(differsFrom.length > 0 && { differsFrom }) };
      refuseMismatched(seen, requests);
      const claims = requests.map((request) => claimOf(invoice, request));
      return {
        invoice: { ...seen, claims },
        requests: requests.map((request, index) => claimedBy(request, invoice, claims[index]?.stage ?? -1)),
        audit: invoiceAudit('invoice-matched', invoice, context.caller, {
          ...(body.differsFrom.length > 0 && { differsFrom: body.differsFrom.join(' ') }),
        }),
      };
    });
