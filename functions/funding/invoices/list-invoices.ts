import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { staffInvoice } from './invoice.ts';

export const createListInvoices =
  (deps: StaffDeps): UseCase<typeof funding.routes.listInvoices> =>
  async ({ query }, { caller, work }) => {
    const { status, ...page } = query;
    const { items, ...rest } = await deps.invoices.listByStatus(status, page, work);
    const ids = items.map(({ fundingRequestId }) => fundingRequestId);
    const requests = new Map(
      (await deps.requests.findEach([...new Set(ids)], work)).map((request) => [request.fundingRequestId, request]),
    );
    await deps.audit(
      [
        {
          action: 'invoices-seen',
          subject: `INVOICE-QUEUE#${status}`,
          shown: items.map(({ invoiceId }) => `INVOICE#${invoiceId}`),
          actor: caller.sub,
          facts: { invoices: items.length },
        },
      ],
      work,
    );
    const shown = items.map((invoice) => {
      const own = requests.get(invoice.fundingRequestId);
      return staffInvoice(invoice, own ? [own] : []);
    });
    return { status: 200, body: { items: shown, ...rest } };
  };
