import type { HoldingsEnv, PrivacyPublicEnv } from '#functions/privacy/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowAuditing, allowEverythingOf, allowFindingByReference } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout, subjectsKeyOf } from './scope.ts';

export function privacyApi(scope: ApiScope): HubFunction<unknown>[] {
  return [privacyPublic(scope), privacyMe(scope), privacyAdmin(scope)];
}

/** What is done with people's data, which is told by who can read none of it. */
function privacyPublic({ stack, settings, environment: { ALLOWED_ORIGINS } }: ApiScope) {
  return new HubFunction<EnvironmentOf<typeof PrivacyPublicEnv>>(stack, {
    name: 'privacy-public',
    settings,
    timeout: apiTimeout,
    impact: 'People cannot read how their information is used',
    environment: { ALLOWED_ORIGINS },
  });
}

/** What is held about somebody, told to them alone. */
function privacyMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof HoldingsEnv>>(stack, {
    name: 'privacy-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see what is held about them',
    environment: { ...environment, ...subjectsKeyOf(records), AUDIT_TABLE: records.audit.tableName },
  });
  // Whoever looks uses their account by that.
  allowEverythingOf(fn, records, { person: ['update'], address: ['update'] });
  return fn;
}

/** What is held about somebody, for staff who answer them. It changes who somebody is, and what is one with that, and nothing else. */
function privacyAdmin({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof HoldingsEnv>>(stack, {
    name: 'privacy-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Staff cannot answer people who ask what is held about them, nor put it right',
    environment: { ...environment, ...subjectsKeyOf(records), AUDIT_TABLE: records.audit.tableName },
  });
  allowEverythingOf(fn, records, {
    person: ['check', 'update'],
    // Two records that are one person's, and an allowance that counts together; or apart again.
    merge: ['put', 'update'],
    address: ['check', 'update'],
    allowanceMember: ['put', 'update', 'delete'],
    allowanceGroup: ['put', 'update', 'delete'],
    accountEmail: ['put'],
    // What somebody told us of their consents and objections, and what goes with them at once.
    choice: ['put', 'update'],
    needsConsent: ['update'],
    accessNeeds: ['delete'],
    unsubscribed: ['put'],
    reply: ['put'],
  });
  allowFindingByReference(fn, records);
  allowAuditing(fn, records.audit);
  return fn;
}
