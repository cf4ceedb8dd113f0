import type * as z from 'zod';
import { type InvoiceStatus, invoiceIdentity } from '#domain/funding/invoice.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/stored-fields.ts';
import { all, is, present } from '../engine/conditions.ts';
import type { CommitOptions, Page, PageRequest, Range, Records } from '../engine/records.ts';
import { put, remove, update, type Write } from '../engine/writes.ts';
import { inGsi1, type Key, keys, lists, sortKey } from '../keys.ts';
import { type InvoiceNumbers, numbersKey, numbersWrite } from './invoice-numbers.ts';
import { InvoiceGuardRecord, InvoiceNumbersRecord, InvoiceRecord } from './items.ts';
import { agrees, createMoneyWrites, type MoneyMoved } from './money.ts';
import { type ChangedRequest, createRequestWrites, endOfParts, type RequestOutcome } from './requests.ts';

const HeldInvoice = view('provide-services', InvoiceRecord, [
  'invoiceId',
  'fundingRequestId',
  'status',
  'version',
  'receivedAt',
  'claimedAt',
  'statusSince',
  'claims',
  'approvedBy',
  'paidBy',
  'paidAt',
  'replacedBy',
  'differsFrom',
  'looksLike',
  'documentIds',
  'number',
  'issuedOn',
  'payeeKind',
  'payeeName',
  'totalPence',
  'lines',
  'question',
  'because',
  'expiresAt',
]);
/** An invoice as those who deal with it need it. */
export type Invoice = z.output<typeof HeldInvoice>;

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

export interface Invoices {
  /**
   * Keeps a new invoice. Its payee and number, and the very files, are nobody else's from then on; those of the invoice that it
   * takes the place of become its own.
   *
   * @param wanted.files - SHA-256 of each document
   */
  claim(
    wanted: {
      readonly invoice: Omit<Invoice, 'version' | 'expiresAt'>;
      readonly files: readonly string[];
      readonly request: ChangedRequest;
      /** What it was compared with. */
      readonly numbers: InvoiceNumbers | undefined;
      readonly replaces?: { readonly invoice: Invoice; readonly files: readonly string[] } | undefined;
    },
    change: CommitOptions,
  ): Promise<ClaimOutcome>;
  /** Those of them that can be read. */
  findAlike(number: string, work: Work): Promise<AlikeInvoices>;
  find(invoiceId: string, work: Work): Promise<Invoice | undefined>;
  findMany(invoiceIds: readonly string[], work: Work): Promise<Invoice[]>;
  /** Longest in this status first. */
  listByStatus(status: InvoiceStatus, page: PageRequest & Range, work: Work): Promise<Page<Invoice>>;
  /** All of them, page by page. */
  walkByStatus(status: InvoiceStatus, work: Work): AsyncGenerator<Invoice[], void, undefined>;
  change(change: InvoiceChange, options: CommitOptions): Promise<RequestOutcome>;
}

/** What is nobody else's while an invoice stands: its payee with its number, and each of its files. */
export const guardsOf = (of: Pick<Invoice, 'payeeName' | 'number'>, fileHashes: readonly string[]): Key[] => [
  keys.invoiceGuard('number', invoiceIdentity(of)),
  ...fileHashes.map((hash) => keys.invoiceGuard('file', hash)),
];

export function createInvoices(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}): Invoices {
  const { records, hub } = deps;
  const requestWrites = createRequestWrites(deps);
  const moneyWrites = createMoneyWrites({ newId: deps.newId, retention: hub.retention });

  const listed = ({ status, statusSince, invoiceId }: Pick<Invoice, 'status' | 'statusSince' | 'invoiceId'>) =>
    inGsi1(lists.invoicesByStatus(status), sortKey(statusSince, invoiceId));

  const invoiceWrite = ({ before, next }: ChangedInvoice, ends?: number): Write => {
    const gone = (Object.keys(before) as (keyof Invoice)[]).filter(
      (field) => before[field] !== undefined && next[field] === undefined,
    );
    return update(
      InvoiceRecord,
      keys.invoice(before.invoiceId),
      {
        set: { ...next, version: before.version + 1, ...listed(next), ...(ends !== undefined && { expiresAt: ends }) },
        remove: gone,
      },
      all(present, is('version', before.version)),
    );
  };

  /** An invoice is kept as long as the request that it was sent for. */
  const endsWith = (invoice: Pick<Invoice, 'fundingRequestId'>, requests: readonly ChangedRequest[]) => {
    const own = requests.find(({ next }) => next.fundingRequestId === invoice.fundingRequestId);
    return own && endOfParts(requestWrites.endOfKeeping(own.next));
  };

  return {
    async claim({ invoice, files, request, numbers, replaces }, change) {
      const ends = endOfParts(requestWrites.endOfKeeping(request.next));
      const { invoiceId } = invoice;
      const guards = new Map<string, Write>();
      const wanted = guardsOf(invoice, files);
      const held = replaces ? guardsOf(replaces.invoice, replaces.files) : [];
      const has = (list: typeof wanted, pk: string) => list.some((key) => key.pk === pk);
      for (const key of wanted) {
        const mine = replaces && has(held, key.pk);
        guards.set(
          `guard ${key.pk}`,
          mine
            ? update(
                InvoiceGuardRecord,
                key,
                { set: { invoiceId, expiresAt: ends } },
                all(present, is('invoiceId', replaces.invoice.invoiceId)),
              )
            : put(InvoiceGuardRecord, key, { invoiceId, expiresAt: ends }),
        );
      }
      for (const key of held) {
        if (!has(wanted, key.pk)) guards.set(`guard ${key.pk}`, remove(InvoiceGuardRecord, key));
      }
      const outcome = await records.commit(
        {
          invoice: put(InvoiceRecord, keys.invoice(invoiceId), {
            ...invoice,
            version: 1,
            expiresAt: ends,
            ...listed(invoice),
          }),
          ...(replaces && {
            replaced: invoiceWrite({
              before: replaces.invoice,
              next: {
                ...replaces.invoice,
                status: 'replaced',
                statusSince: invoice.receivedAt,
                replacedBy: invoiceId,
                claims: [],
              },
            }),
          }),
          ...Object.fromEntries(guards),
          numbers: numbersWrite(numbers, invoice, ends),
          ...requestWrites.changed(request),
        },
        change,
      );
      if (outcome.done) return 'changed';
      const refused = Object.keys(outcome.refused);
      return refused.some((name) => name.startsWith('guard ')) ? 'sent-before' : 'facts-changed';
    },

    async findAlike(number, work) {
      const numbers = await records.find(InvoiceNumbersRecord, numbersKey(number), work);
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
