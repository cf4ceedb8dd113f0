import type { Hub } from '#hub/hub.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { type PolicyVersion, withVersion } from '#privacy/versions.ts';
import { hashOf } from '../../scripts/policy-versions.ts';

/** The policy as it would have been published for these days, each as a hub decided by then. */
export const policyOf = (...decided: readonly (readonly [day: string, hub: Hub])[]): PolicyVersion[] =>
  decided.reduce<PolicyVersion[]>(
    (before, [version, hub]) =>
      withVersion(
        before,
        { version, page: [...privacyPolicy(hub)], processing: processingOf(hub) },
        { hashOf, today: '2026-01-01', noticeDays: 0 },
      ),
    [],
  );
