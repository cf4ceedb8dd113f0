import type { Invoice, InvoiceStatus } from '#domain/funding/invoice.ts';
import type { Work } from '#platform/work.ts';
import type { Invoices } from '#records/funding/invoices.ts';

/**
 * Of what may still be matched, or be queried and matched anew. An invoice that moves while they are read moves on in this order;
 * the one that takes the place of a queried one is received.
 */
const open = ['received', 'matched', 'approved', 'payment-failed', 'queried', 'received'] satisfies InvoiceStatus[];

export type OpenInvoices = () => Promise<readonly Pick<Invoice, 'invoiceId' | 'claimedAt' | 'lines'>[]>;

/** Every invoice that is not yet paid, refused or replaced: read when it is first asked for, and once. */
export function createOpenInvoices({ invoices }: { readonly invoices: Invoices }, work: Work): OpenInvoices {
  async function readAll() {
    const found: Pick<Invoice, 'invoiceId' | 'claimedAt' | 'lines'>[] = [];
    for (const status of open) {
      for await (const page of invoices.walkByStatus(status, work)) {
        found.push(...page.map(({ invoiceId, claimedAt, lines }) => ({ invoiceId, claimedAt, lines })));
      }
    }
    return found;
  }
  let reading: ReturnType<typeof readAll> | undefined;
  return () => {
    reading ??= readAll();
    return reading;
  };
}
