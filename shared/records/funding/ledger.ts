import type { LedgerEntry } from '#domain/funding/ledger.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { Records } from '../engine/records.ts';
import { lists } from '../keys.ts';
import { LedgerEntryRecord } from './items.ts';

const LedgerEntryView = view(['decide-funding', 'pay'], LedgerEntryRecord, [
  'entryId',
  'potId',
  'at',
  'kind',
  'lines',
  'fundingRequestId',
  'invoiceId',
]);

/** What has moved in a pot, for staff: who asks for funding sees what they were awarded, and nothing of the pot. */
export interface Ledger {
  /** Oldest first. As the last write left it. */
  list(potId: string, page: PageRequest, work: Work): Promise<Page<LedgerEntry>>;
}

export const createLedger = ({ records }: { readonly records: Records<typeof LedgerEntryView> }): Ledger => ({
  list: (potId, page, work) => records.list(LedgerEntryView, lists.ledger(potId), page, work),
});
