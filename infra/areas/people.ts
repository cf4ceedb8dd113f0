import type { PeopleAdminEnv, PeopleMeEnv, PeoplePublicEnv } from '#functions/people/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowAuditing, allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout, subjectsKeyOf } from './scope.ts';

export function peopleApi(scope: ApiScope): HubFunction<unknown>[] {
  return [peoplePublic(scope), peopleMe(scope), peopleAdmin(scope)];
}

function peoplePublic({ stack, settings, environment, records, identity }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeoplePublicEnv>>(stack, {
    name: 'people-public',
    settings,
    timeout: apiTimeout,
    impact: 'Nobody can ask for an account, or confirm one, or look up the practice that they work at',
    environment: { ...environment, ...subjectsKeyOf(records), LEARNER_POOL: identity.learnerPool.userPoolId },
  });
  allowRecords(fn, records, {
    registration: ['read', 'put', 'update'],
    person: ['read', 'put', 'update'],
    address: ['read', 'put', 'update'],
    asks: ['read', 'check', 'put'],
    registrationLink: ['read'],
    registrationEmail: ['put'],
    workplaces: ['read'],
    workplacePart: ['read'],
    reply: ['read', 'put'],
  });
  // It makes users, and can neither change nor remove one.
  fn.allow(['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser'], [identity.learnerPool.userPoolArn]);
  return fn;
}

function peopleMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleMeEnv>>(stack, {
    name: 'people-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see or change their profile, nor go on with what is theirs',
    environment: { ...environment, SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, {
    person: ['read', 'update'],
    address: ['read', 'update'],
    booking: ['read'],
    fundingRequest: ['read'],
    bookingLink: ['put'],
    fundingRequestLink: ['put'],
    reply: ['read', 'put'],
  });
  return fn;
}

/** Accounts of staff, and of nobody else: no other function may ask anything of their pool. */
function peopleAdmin({ stack, settings, environment, records, identity: { staffPool } }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleAdminEnv>>(stack, {
    name: 'people-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Nobody can be invited to work here, and who leaves keeps their account',
    environment: {
      ...environment,
      AUDIT_TABLE: records.audit.tableName,
      STAFF_POOL_ID: staffPool.userPoolId,
      ...subjectsKeyOf(records),
    },
  });
  allowRecords(fn, records, {
    staffMember: ['read', 'put', 'update'],
    staffAddress: ['read', 'put', 'update'],
    staffAdmins: ['read', 'put', 'update'],
    reply: ['read', 'put'],
    lists: ['staffNow', 'staffLeft', 'staffBySub'],
  });
  allowAuditing(fn, records.audit);
  fn.allow(
    [
      'AdminGetUser',
      'AdminCreateUser',
      'AdminAddUserToGroup',
      'AdminRemoveUserFromGroup',
      'AdminUserGlobalSignOut',
      'AdminDisableUser',
      'AdminDeleteUser',
    ].map((action) => `cognito-idp:${action}`),
    [staffPool.userPoolArn],
  );
  return fn;
}
