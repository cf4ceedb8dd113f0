import type { PeopleMeEnv, PeoplePublicEnv } from '#functions/people/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout, subjectsKeyOf } from './scope.ts';

export function peopleApi(scope: ApiScope): HubFunction<unknown>[] {
  return [peoplePublic(scope), peopleMe(scope)];
}

function peoplePublic({ stack, settings, environment, records, identity }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeoplePublicEnv>>(stack, {
    name: 'people-public',
    settings,
    timeout: apiTimeout,
    impact: 'Nobody can ask for an account, or confirm one',
    environment: { ...environment, ...subjectsKeyOf(records), LEARNER_POOL: identity.learnerPool.userPoolId },
  });
  allowRecords(fn, records, {
    registration: ['read', 'put', 'update'],
    person: ['read', 'put', 'update'],
    address: ['read', 'put', 'update'],
    asks: ['read', 'check', 'put'],
    registrationLink: ['read'],
    registrationEmail: ['put'],
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
