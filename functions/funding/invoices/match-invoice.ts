import { claimOf } from '#domain/funding/claims.ts';
import { claimedBy } from '#domain/funding/settlement.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { changeInvoice } from './change-invoice.ts';
import { invoiceAudit, movedInvoice, refuseMismatched } from './invoice.ts';

export const createMatchInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.matchInvoice> =>
  async ({ path, body }, context) =>
    changeInvoice(deps, path.invoiceId, body.alsoFor, context, ({ invoice, requests, now }) => {
      const next = movedInvoice(invoice, 'match', now);
      const differsFrom = [...new Set([...(invoice.differsFrom ?? []), ...body.differsFrom])];
      const seen = { ...next, ...(differsFrom.length > 0 && { differsFrom }) };
      refuseMismatched(seen, requests);
      return {
        invoice: { ...seen, claims: requests.map((request) => claimOf(invoice, request)) },
        requests: requests.map((request) => claimedBy(request, path.invoiceId, claimOf(invoice, request).stage)),
        audit: invoiceAudit('invoice-matched', invoice, context.caller, {
          ...(body.differsFrom.length > 0 && { differsFrom: body.differsFrom.join(' ') }),
        }),
      };
    });
