import type * as z from 'zod';
import { type Invoice, type InvoiceStatus, invoice as invoiceNoun } from '#domain/funding/invoice.ts';
import { agrees, type MoneyMoved } from '#domain/funding/movements.ts';
import { firstVersion } from '#domain/numbers.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import { picked } from '../engine/record.ts';
import type { Records } from '../engine/records.ts';
import { put, revise, type Write } from '../engine/writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { guardWrites, type InvoiceWithFiles, isGuarded } from './invoice-guards.ts';
import { type InvoiceNumbers, InvoiceNumbersView, numbersKey, numbersWrite } from './invoice-numbers.ts';
import { InvoiceRecord } from './items.ts';
import { createMoneyWrites } from './movement-writes.ts';
import { type ChangedRequest, createRequestWrites, endOfParts, type RequestOutcome } from './request-writes.ts';

const invoiceFields = invoiceNoun.keyof().options;
const changeable = invoiceNoun.omit({ version: true }).keyof().options;
const HeldInvoice = view(['provide-services', 'pay'], InvoiceRecord, [...invoiceFields, 'expiresAt']);
/** An invoice with until when it is kept. */
type StoredInvoice = z.output<typeof HeldInvoice>;

interface ChangedInvoice {
  readonly before: Invoice;
  readonly next: Invoice;
}

/** An invoice with the requests that it claims from and the money that moves with it: all of it or nothing. */
export interface InvoiceChange extends ChangedInvoice {
  /** Only those that change. */
  readonly requests: readonly ChangedRequest[];
  readonly money: MoneyMoved;
}

/** Invoices whose numbers look like another's, with the record that names them as it was read. */
export interface AlikeInvoices {
  readonly numbers: InvoiceNumbers | undefined;
  readonly invoices: readonly Invoice[];
}

export type ClaimOutcome = RequestOutcome | 'sent-before';

export interface NewInvoice extends InvoiceWithFiles {
  readonly invoice: Omit<Invoice, 'version'>;
  readonly request: ChangedRequest;
  /** What it was compared with. */
  readonly numbers: InvoiceNumbers | undefined;
  readonly replaces?: (InvoiceWithFiles & { readonly invoice: Invoice }) | undefined;
}

interface InvoiceReads {
  /** Those of them that can be read. */
  findAlike(number: string, work: Work): Promise<AlikeInvoices>;
  find(invoiceId: string, work: Work): Promise<StoredInvoice | undefined>;
  findMany(invoiceIds: readonly string[], work: Work): Promise<StoredInvoice[]>;
  /** Longest in this status first. */
  listByStatus(status: InvoiceStatus, page: PageRequest & Range, work: Work): Promise<Page<StoredInvoice>>;
  /** All of them, page by page. */
  walkByStatus(status: InvoiceStatus, work: Work): AsyncGenerator<StoredInvoice[], void, undefined>;
}

export interface Invoices extends InvoiceReads {
  /**
   * Keeps a new invoice. Its payee and number, and the very files, are nobody else's from then on; those of the invoice that it
   * takes the place of become its own.
   */
  claim(wanted: NewInvoice, change: CommitOptions): Promise<ClaimOutcome>;
  change(change: InvoiceChange, options: CommitOptions): Promise<RequestOutcome>;
}

interface Deps {
  readonly records: Records<typeof HeldInvoice | typeof InvoiceNumbersView>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}

const listed = ({ status, statusSince, invoiceId }: Pick<Invoice, 'status' | 'statusSince' | 'invoiceId'>) =>
  inGsi1(lists.invoicesByStatus(status), sortKey(statusSince, invoiceId));

function invoiceWrite({ before, next }: ChangedInvoice, ends?: number): Write {
  return revise(InvoiceRecord, keys.invoice(before.invoiceId), before, {
    set: { ...picked(next, changeable), ...listed(next) },
    ...(ends !== undefined && { ends: { with: ends } }),
    remove: changeable.filter((field) => before[field] !== undefined && next[field] === undefined),
  });
}

const replacedBy = (before: Invoice, { invoiceId, receivedAt }: NewInvoice['invoice']): Write =>
  invoiceWrite({
    before,
    next: { ...before, status: 'replaced', statusSince: receivedAt, replacedBy: invoiceId, claims: [] },
  });

const createInvoiceReads = ({ records }: Deps): InvoiceReads => ({
  async findAlike(number, work) {
    const numbers = await records.find(InvoiceNumbersView, numbersKey(number), work);
    const wanted = (numbers?.invoiceIds ?? []).map((invoiceId) => keys.invoice(invoiceId));
    const found = await records.findEach(HeldInvoice, wanted, work);
    return { numbers, invoices: found.filter((invoice) => invoice !== undefined) };
  },

  find: (invoiceId, work) => records.find(HeldInvoice, keys.invoice(invoiceId), work),

  async findMany(invoiceIds, work) {
    const found = await records.findAll(
      invoiceIds.map((invoiceId) => [HeldInvoice, keys.invoice(invoiceId)] as const),
      work,
    );
    return found.filter((invoice) => invoice !== undefined);
  },

  listByStatus: (status, page, work) => records.list(HeldInvoice, lists.invoicesByStatus(status), page, work),
  walkByStatus: (status, work) => records.walk(HeldInvoice, lists.invoicesByStatus(status), {}, work),
});

export function createInvoices(deps: Deps): Invoices {
  const { records, newId } = deps;
  const requestWrites = createRequestWrites(deps);
  const moneyWrites = createMoneyWrites({ newId, retention: deps.hub.retention });

  /** An invoice is kept as long as the request that it was sent for. */
  const endsWith = (invoice: Pick<Invoice, 'fundingRequestId'>, requests: readonly ChangedRequest[]) => {
    const own = requests.find(({ next }) => next.fundingRequestId === invoice.fundingRequestId);
    return own && endOfParts(requestWrites.endOfKeeping(own.next));
  };

  return {
    ...createInvoiceReads(deps),

    async claim({ invoice, files, request, numbers, replaces }, change) {
      const ends = endOfParts(requestWrites.endOfKeeping(request.next));
      const made = { ...invoice, version: firstVersion, ends: { with: ends }, ...listed(invoice) };
      const outcome = await records.commit(
        {
          invoice: put(InvoiceRecord, keys.invoice(invoice.invoiceId), made),
          ...(replaces && { replaced: replacedBy(replaces.invoice, invoice) }),
          ...guardWrites({ invoice, files }, replaces, ends),
          numbers: numbersWrite(numbers, invoice, ends),
          ...requestWrites.changed(request),
        },
        change,
      );
      if (outcome.done) return 'changed';
      return isGuarded(Object.keys(outcome.refused)) ? 'sent-before' : 'facts-changed';
    },

    async change({ before, next, requests, money }, options) {
      if (!agrees(money)) return 'facts-changed';
      const outcome = await records.commit(
        {
          invoice: invoiceWrite({ before, next }, endsWith(next, requests)),
          ...Object.assign({}, ...requests.map(requestWrites.changed)),
          ...moneyWrites(money),
        },
        options,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
