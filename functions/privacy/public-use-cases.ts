import type { Hub } from '#hub/hub.ts';
import { recordOfProcessingOf } from '#privacy/processing.ts';
import { storedFields } from '#records/stored-fields.ts';
import { createGetPrivacyPolicy } from './get-privacy-policy.ts';
import { createGetRecordOfProcessing } from './get-record-of-processing.ts';
import { createListPrivacyPolicyVersions } from './list-versions.ts';
import { publishedOf } from './published.ts';

/** For everybody. What they answer is the same for as long as this version of the software runs. */
export function createPublicUseCases(hub: Hub, versions = publishedOf(hub)) {
  return {
    getPrivacyPolicy: createGetPrivacyPolicy({ versions }),
    listPrivacyPolicyVersions: createListPrivacyPolicyVersions({ versions }),
    getRecordOfProcessing: createGetRecordOfProcessing({ record: recordOfProcessingOf(hub, storedFields()) }),
  };
}
