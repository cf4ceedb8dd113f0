import { publishedOf } from '#privacy/published.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createTrailOf } from '#records/audit-of.ts';
import type { AuditHeads } from '#records/engine/audit-heads.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { createHoldings } from '#records/holdings.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createChoices } from '#records/people/choices.ts';
import { createCorrections } from '#records/people/corrections.ts';
import { createMerges } from '#records/people/merges.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { createToldChoices } from '#records/people/told-choices.ts';
import { createReferences } from '#records/references.ts';

/** By what everything of somebody is found, and what was done with it. */
export interface Finding {
  readonly subjectOf: (mailbox: string) => string | Promise<string>;
  readonly trail: Pick<AuditHeads, 'entriesAbout'>;
}

const holdingsOf = (open: OpenRecords<ViewFor<'answer-rights'>>, { subjectOf, trail }: Finding) =>
  createHoldings({
    everythingOf: createEverythingOf({ ...open, subjectOf }),
    trailOf: createTrailOf({ ...open, trail }),
  });

/** Of learners who have signed in. */
export function wireForLearners(open: OpenRecords<ViewFor<'answer-rights' | 'provide-services'>>, finding: Finding) {
  const { records, ...rest } = open;
  return {
    ...rest,
    accounts: createOwnAccount(open),
    holdings: holdingsOf(open, finding),
    recallReply: records.recall,
  };
}

/** Of staff who answer people about themselves. */
export function wireForStaff(open: OpenRecords<ViewFor<'answer-rights' | 'provide-services'>>, finding: Finding) {
  const { records, ...rest } = open;
  return {
    ...rest,
    holdings: holdingsOf(open, finding),
    corrections: createCorrections(open),
    merges: createMerges(open),
    choices: createChoices(open),
    toldChoices: createToldChoices(open),
    policyVersions: publishedOf(open.hub),
    references: createReferences(open),
    audit: records.audit,
    recallReply: records.recall,
  };
}
