import type * as z from 'zod';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { DocumentRecord } from '../documents/items.ts';
import { all, endsBefore, present, when } from '../engine/conditions.ts';
import type { Records } from '../engine/records.ts';
import { annotate, type UpdateOf, update } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { ManagedRecord } from '../people/items.ts';
import { guardsOf } from './invoice-guards.ts';
import { numbersKey } from './invoice-numbers.ts';
import {
  FundingHistoryRecord,
  FundingRequestRecord,
  InvoiceGuardRecord,
  InvoiceNumbersRecord,
  InvoiceRecord,
  StatementRecord,
} from './items.ts';
import { createRequestWrites, endOfParts, type StoredRequest } from './request-writes.ts';

const Told = view(['provide-services', 'decide-funding'], FundingHistoryRecord, ['version']);
const GuardedInvoice = view(['provide-services', 'pay'], InvoiceRecord, [
  'invoiceId',
  'payeeName',
  'number',
  'documentIds',
]);
const HashedDocument = view(['provide-services', 'decide-funding'], DocumentRecord, ['documentId', 'sha256']);

type PartViews = typeof Told | typeof GuardedInvoice | typeof HashedDocument;

/** What belongs to a request in records of its own: its history, statements, documents, invoices, what guards their numbers and files, by what look-alikes are found, and by what its link is sent again. */
export interface FundingParts {
  /**
   * Keeps what belongs to a request as long as the request, where that is longer than before; never shorter. May come late or
   * twice, and goes on from wherever it was broken off.
   *
   * @param request - as it was read: where others have changed it meanwhile, it stays among those that are to follow
   */
  follow(request: StoredRequest, work: Work): Promise<void>;
}

/**
 * The guards that an invoice holds: one that was taken over by another invoice is that one's. And what its number is found
 * by when one that looks like it comes: that is of several invoices, and kept for the one that is kept longest.
 */
async function guardWrites(
  records: Records<typeof GuardedInvoice | typeof HashedDocument>,
  { invoiceIds }: StoredRequest,
  longer: Longer,
  work: Work,
) {
  const found = await records.findAll(
    invoiceIds.map((id) => [GuardedInvoice, keys.invoice(id)] as const),
    work,
  );
  const invoices = found.filter((invoice) => invoice !== undefined);
  const documents = await records.findAll(
    invoices.flatMap(({ documentIds }) => documentIds).map((id) => [HashedDocument, keys.document(id)] as const),
    work,
  );
  const hashes = new Map(documents.map((document) => [document?.documentId, document?.sha256]));
  return invoices.flatMap((invoice) => {
    const files = invoice.documentIds.flatMap((documentId) => hashes.get(documentId) ?? []);
    return [
      ...guardsOf(invoice, files).map((key) =>
        update(
          InvoiceGuardRecord,
          key,
          longer.change,
          all(longer.when, when(InvoiceGuardRecord).is('invoiceId', invoice.invoiceId)),
        ),
      ),
      update(InvoiceNumbersRecord, numbersKey(invoice.number), longer.change, longer.when),
    ];
  });
}

/** As many updates as are under way at once. */
const atOnce = 10;

export function createFundingParts(deps: {
  readonly records: Records<PartViews>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}): FundingParts {
  const { records } = deps;
  const { listed } = createRequestWrites(deps);

  return {
    async follow(request, work) {
      const { fundingRequestId, workEmail, statements, documentIds, invoiceIds } = request;
      const ends = endOfParts(request.expiresAt ?? 0);
      if (request.partsEndAt >= ends) return;
      const longer = longerUntil(ends);
      const { change, when: still } = longer;
      const longerAll = async (writes: readonly UpdateOf<z.ZodObject>[]) => {
        for (let first = 0; first < writes.length; first += atOnce) {
          // One that is gone, or kept as long already, refuses, and that is well.
          await Promise.all(writes.slice(first, first + atOnce).map((write) => records.updateOne(write, work)));
        }
      };
      await longerAll([
        update(ManagedRecord, keys.managed(workEmail, 'funding-request', fundingRequestId), change, still),
        ...statements.map(({ statementId }) => update(StatementRecord, keys.statement(statementId), change, still)),
        ...documentIds.map((id) => update(DocumentRecord, keys.document(id), change, still)),
        ...invoiceIds.map((id) => update(InvoiceRecord, keys.invoice(id), change, still)),
      ]);
      for await (const page of records.walk(Told, lists.fundingHistory(fundingRequestId), {}, work)) {
        await longerAll(
          page.map((told) =>
            update(FundingHistoryRecord, keys.fundingHistory(fundingRequestId, told.version), change, still),
          ),
        );
      }
      await longerAll(await guardWrites(records, request, longer, work));
      const followed = { ...request, partsEndAt: ends };
      const places = listed(followed, request.expiresAt ?? 0);
      // What was added since it was read has made another version of it, and is looked at the next time.
      await records.updateOne(
        annotate(FundingRequestRecord, keys.fundingRequest(fundingRequestId), request, {
          set: { partsEndAt: ends, ...places },
          remove: 'gsi1pk' in places ? [] : ['gsi1pk', 'gsi1sk'],
        }),
        work,
      );
    },
  };
}

const longerUntil = (ends: number) =>
  ({
    change: { ends: { with: ends } },
    when: all(present, endsBefore(ends)),
  }) as const;
type Longer = ReturnType<typeof longerUntil>;
