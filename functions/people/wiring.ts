import { secureRandom } from '#platform/ids.ts';
import type { UserDirectory } from '#platform/user-directory.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createMailOut } from '#records/news/mail-out.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createAccountTending } from '#records/people/account-tending.ts';
import { createAccounts } from '#records/people/accounts.ts';
import { createChoices } from '#records/people/choices.ts';
import { createChoosing } from '#records/people/choosing.ts';
import { createEmailChanges } from '#records/people/email-changes.ts';
import { createHolds } from '#records/people/holds.ts';
import { createLeave } from '#records/people/leaving.ts';
import { createFindStopLink, createReaderIds } from '#records/people/news-consents.ts';
import { createOwnLinks } from '#records/people/own-links.ts';
import { createPolicyNotices } from '#records/people/policy-notices.ts';
import { createRegistrations } from '#records/people/registrations.ts';
import { createStaffMembers } from '#records/people/staff-members.ts';
import { createWorkplaces } from '#records/people/workplaces.ts';
import { createKeepTraining } from '#records/training/keeping.ts';

/** Of everybody: those who ask for an account, and confirm it; who looks for a practice. */
export function wireForRegistrants(
  open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>,
  directory: UserDirectory,
) {
  const { records, ...rest } = open;
  return {
    ...rest,
    directory,
    accounts: createAccounts(open),
    registrations: createRegistrations(open),
    holds: createHolds(open),
    emailChanges: createEmailChanges(open),
    workplaces: createWorkplaces(open),
    choices: createChoices(open),
    choosing: createChoosing(open),
    findStopLink: createFindStopLink(open),
    readerIds: createReaderIds(open),
    recallReply: records.recall,
  };
}

/** Of learners who have signed in. */
export function wireForLearners(open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>, siteUrl: string) {
  const { records, ...rest } = open;
  return {
    ...rest,
    siteUrl,
    accounts: createAccounts(open),
    emailChanges: createEmailChanges(open),
    ownLinks: createOwnLinks({ ...open, random: secureRandom }),
    leave: createLeave(open),
    recallReply: records.recall,
  };
}

/** Of the clock. */
export function wireTending(open: OpenRecords<ViewFor<'provide-services'>>) {
  const { records: _, ...rest } = open;
  return { ...rest, tending: createAccountTending(open), keepTraining: createKeepTraining(open) };
}

/** Of what tells people of the policy. */
export function wireTelling(open: OpenRecords<ViewFor<'provide-services'>>) {
  const { records: _, ...rest } = open;
  return { ...rest, policyNotices: createPolicyNotices(open) };
}

/** Of what sends news to those who consented to it. */
export function wireSendingNews(open: OpenRecords<ViewFor<'tell-about-services'>>) {
  const { records: _, ...rest } = open;
  return { ...rest, mailOut: createMailOut(open) };
}

/** Of admins. */
export const wireForStaff = ({
  records,
  ...open
}: OpenRecords<ViewFor<'keep-account' | 'provide-services' | 'run-reliably'>>) => ({
  ...open,
  emailChanges: createEmailChanges({ ...open, records }),
  staff: createStaffMembers({ records }),
  recallReply: records.recall,
});
