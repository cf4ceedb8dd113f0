import type { ViewFor } from '#privacy/views.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { createTrainingEntries } from '#records/training/entries.ts';
import { createPrintLog } from './print-log.ts';

/** Of learners who want their log: apart, so that nothing else carries what prints it. */
export function wireForLogs(
  open: OpenRecords<ViewFor<'provide-services'>>,
  { siteUrl, font }: { readonly siteUrl: string; readonly font: Uint8Array },
) {
  const { records, ...rest } = open;
  return {
    ...rest,
    siteUrl,
    accounts: createOwnAccount(open),
    entries: createTrainingEntries(open),
    printLog: createPrintLog({ hubName: open.hub.name, font }),
    recallReply: records.recall,
  };
}
