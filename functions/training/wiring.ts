import type { ViewFor } from '#privacy/views.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { createDisputes } from '#records/training/disputes.ts';
import { createTrainingEntries } from '#records/training/entries.ts';
import { createOwnRecords } from '#records/training/own-records.ts';

/** Of learners who have signed in. */
export function wireForLearners(open: OpenRecords<ViewFor<'provide-services'>>, siteUrl: string) {
  const { records, ...rest } = open;
  return {
    ...rest,
    siteUrl,
    accounts: createOwnAccount(open),
    ownRecords: createOwnRecords(open),
    entries: createTrainingEntries(open),
    disputes: createDisputes(open),
    recallReply: records.recall,
  };
}

/** Of staff, who settle what people say is wrong. */
export function wireForStaff(open: OpenRecords<ViewFor<'provide-services'>>) {
  const { records, ...rest } = open;
  return { ...rest, disputes: createDisputes(open), audit: records.audit, recallReply: records.recall };
}
