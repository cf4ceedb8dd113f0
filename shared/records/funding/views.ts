import { openly, view } from '#privacy/views.ts';
import { LedgerEntryRecord, PotBalancesRecord, PotRecord, PotVersionRecord } from './items.ts';

export const PotView = openly(PotRecord);
export const PotVersionView = openly(PotVersionRecord);
export const PotBalancesView = openly(PotBalancesRecord);

export const LedgerEntryView = view(['decide-funding', 'pay'], LedgerEntryRecord, [
  'entryId',
  'potId',
  'at',
  'kind',
  'lines',
  'fundingRequestId',
  'invoiceId',
]);
