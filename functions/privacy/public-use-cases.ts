import type { Hub } from '#hub/hub.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { recordOfProcessingOf } from '#privacy/processing.ts';
import { publishedOf } from '#privacy/published.ts';
import { storedFields } from '#records/stored-fields.ts';
import { createGetPrivacyPolicy } from './get-privacy-policy.ts';
import { createGetRecordOfProcessing } from './get-record-of-processing.ts';
import { createListPrivacyPolicyVersions } from './list-versions.ts';

/** For everybody. What they answer is the same for as long as this version of the software runs, but for the day on which a version begins. */
export function createPublicUseCases(hub: Hub, clock: Clock = systemClock, versions = publishedOf(hub)) {
  return {
    getPrivacyPolicy: createGetPrivacyPolicy({ versions, clock }),
    listPrivacyPolicyVersions: createListPrivacyPolicyVersions({ versions, clock }),
    getRecordOfProcessing: createGetRecordOfProcessing({ record: recordOfProcessingOf(hub, storedFields()) }),
  };
}
