import type { Hub } from '#hub/hub.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { recordOfProcessingOf } from '#privacy/processing.ts';
import { publishedOf } from '#privacy/published.ts';
import { publishedPage } from '#privacy/published-page.ts';
import { createGetPrivacyPolicy, type PublishedPolicy } from './get-privacy-policy.ts';
import { createGetRecordOfProcessing } from './get-record-of-processing.ts';
import { createListPrivacyPolicyVersions } from './list-versions.ts';

const policyOf = (hub: Hub): PublishedPolicy => ({
  versions: publishedOf(hub),
  pageOf: (version) => publishedPage(hub, version),
});

/** Every kind of record is loaded for it, and seldom does anybody ask. */
async function recordOf(hub: Hub) {
  const { storedFields } = await import('#records/stored-fields.ts');
  return recordOfProcessingOf(hub, storedFields());
}

/** For everybody. What they answer is the same for as long as this version of the software runs, but for the day on which a version begins. */
export function createPublicUseCases(hub: Hub, clock: Clock = systemClock, policy = policyOf(hub)) {
  return {
    getPrivacyPolicy: createGetPrivacyPolicy({ ...policy, clock }),
    listPrivacyPolicyVersions: createListPrivacyPolicyVersions({ ...policy, clock }),
    getRecordOfProcessing: createGetRecordOfProcessing({ recordOf: () => recordOf(hub) }),
  };
}
