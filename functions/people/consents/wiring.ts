import { publishedOf } from '#privacy/published.ts';
import type { ViewFor } from '#privacy/views.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createFindMoved } from '#records/people/account-endings.ts';
import { createChoices } from '#records/people/choices.ts';
import { createChoosing } from '#records/people/choosing.ts';
import { createKeptDemographics } from '#records/people/demographics.ts';
import { createOwnAccount } from '#records/people/own-account.ts';

/** Of learners who have signed in, and of what follows from what they do. */
export function wireConsents(open: OpenRecords<ViewFor<'answer-rights' | 'provide-services'>>) {
  const { records, ...rest } = open;
  return {
    ...rest,
    accounts: createOwnAccount(open),
    choices: createChoices(open),
    choosing: createChoosing(open),
    demographics: createKeptDemographics(open),
    findPerson: createFindMoved(open),
    policyVersions: publishedOf(open.hub),
    recallReply: records.recall,
  };
}
