import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type {
  EndUsersEnv,
  PeopleAdminEnv,
  PeopleDemographicsEnv,
  PeopleEnv,
  PeopleMeEnv,
  PeoplePublicEnv,
  PeopleTellEnv,
} from '#functions/people/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import type { HubStack } from '../constructs/hub-stack.ts';
import { readQueue } from '../constructs/read-queue.ts';
import { allowAuditing, allowDemographics, allowRecords } from '../constructs/table-access.ts';
import { watchedLine } from '../constructs/watched-queue.ts';
import { type ApiScope, apiTimeout, type EventsScope, subjectsKeyOf } from './scope.ts';

const endingTimeout = Duration.seconds(30);

export function peopleApi(scope: ApiScope): HubFunction<unknown>[] {
  return [peoplePublic(scope), peopleMe(scope), peopleDemographics(scope), peopleAdmin(scope)];
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
    person: ['read', 'check', 'put', 'update'],
    address: ['read', 'put', 'update'],
    asks: ['read', 'check', 'put'],
    registrationLink: ['read'],
    accountLink: ['read'],
    emailChange: ['read', 'update'],
    allowanceMember: ['read', 'put', 'update'],
    allowanceGroup: ['read', 'put', 'update', 'delete'],
    newEmailLink: ['read'],
    oldEmailLink: ['read'],
    // Whoever holds the link in an email of news stops that, and nothing else.
    newsLink: ['read'],
    choice: ['query', 'update'],
    unsubscribed: ['put'],
    registrationEmail: ['put'],
    accountEmail: ['put'],
    workplaces: ['read'],
    workplacePart: ['read'],
    reply: ['read', 'put'],
  });
  // Who confirms an address takes the place of whoever had it before.
  const does = ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser'].map((action) => `cognito-idp:${action}`);
  fn.allow(does, [identity.learnerPool.userPoolArn]);
  return fn;
}

function peopleMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleMeEnv>>(stack, {
    name: 'people-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see or change their profile, nor go on with what is theirs',
    environment: { ...environment, ...subjectsKeyOf(records), SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, {
    // Who leaves deletes their own; the engine has each write say whose it is.
    person: ['read', 'update', 'delete'],
    address: ['read', 'update', 'delete'],
    booking: ['read'],
    fundingRequest: ['read'],
    bookingLink: ['put'],
    fundingRequestLink: ['put'],
    asks: ['read', 'check', 'put'],
    emailChange: ['put'],
    newEmailEmail: ['put'],
    oldEmailEmail: ['put'],
    accountEmail: ['put'],
    reply: ['read', 'put'],
  });
  return fn;
}

/**
 * What somebody tells of themselves, and all that they consent to: no other function may touch the table where the first is kept, so that
 * this one reads the queue of what follows from changes as well.
 */
function peopleDemographics({ stack, settings, environment, records, demographicsUpkeep }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleDemographicsEnv>>(stack, {
    name: 'people-demographics',
    settings,
    timeout: apiTimeout,
    impact: 'Learners cannot give or take back a consent, and what was taken back is not deleted',
    environment: {
      ...environment,
      ...subjectsKeyOf(records),
      DEMOGRAPHICS_TABLE: records.demographics.tableName,
      QUEUE_URL: demographicsUpkeep.queueUrl,
    },
  });
  allowRecords(fn, records, {
    person: ['read', 'check', 'update'],
    address: ['read', 'update'],
    choice: ['query', 'check', 'put', 'update'],
    needsConsent: ['query'],
    unsubscribed: ['put', 'delete'],
    reply: ['read', 'put'],
  });
  allowDemographics(fn, records.demographics);
  readQueue(fn, demographicsUpkeep, { batchSize: 10, maxConcurrency: 2 });
  return fn;
}

/** Accounts of staff, and of nobody else: no other function may ask anything of their pool. */
function peopleAdmin({ stack, settings, environment, records, identity: { staffPool } }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleAdminEnv>>(stack, {
    name: 'people-admin',
    settings,
    timeout: apiTimeout,
    impact:
      'Nobody can be invited to work here, who leaves keeps their account, and who has lost an address cannot be helped',
    environment: {
      ...environment,
      AUDIT_TABLE: records.audit.tableName,
      STAFF_POOL: staffPool.userPoolId,
      ...subjectsKeyOf(records),
    },
  });
  allowRecords(fn, records, {
    staffMember: ['read', 'put', 'update'],
    staffAddress: ['read', 'put', 'update'],
    staffAdmins: ['read', 'put', 'update'],
    person: ['read'],
    asks: ['read', 'check', 'put'],
    emailChange: ['put'],
    newEmailEmail: ['put'],
    oldEmailEmail: ['put'],
    reply: ['read', 'put'],
    lists: ['staffNow', 'staffLeft', 'staffBySub'],
  });
  allowAuditing(fn, records.audit);
  fn.allow(
    [
      'AdminGetUser',
      'AdminCreateUser',
      'AdminListGroupsForUser',
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

/** Accounts whose people are gone. */
export function peopleQueues(stack: HubStack) {
  const endings = watchedLine(stack, {
    ids: ['AccountEndings', 'AccountDeadLetters'],
    functionTimeout: endingTimeout,
    maxReceiveCount: 30,
    late: {
      after: Duration.hours(1),
      impact: 'Those whose account has ended can still sign in after an hour or more, and find nothing',
      runbook: 'function-failing',
    },
    dead: 'A user outlives their account: what we promise to delete is not deleted',
  });
  const upkeep = watchedLine(stack, {
    ids: ['DemographicsUpkeep', 'DemographicsDeadLetters'],
    functionTimeout: apiTimeout,
    maxReceiveCount: 30,
    late: {
      after: Duration.hours(1),
      impact:
        'What people told of themselves is kept an hour or more after they took their consent back, though nobody is shown it',
      runbook: 'function-failing',
    },
    dead: 'What somebody told of themselves outlives their consent: what we promise to delete is not deleted',
  });
  return {
    accountEndings: endings.queue,
    accountDeadLetters: endings.dead,
    demographicsUpkeep: upkeep.queue,
    demographicsDeadLetters: upkeep.dead,
  };
}

interface PeopleEvents extends EventsScope {
  readonly accountEndings: Queue;
}

export function peopleEvents(scope: PeopleEvents): HubFunction<unknown>[] {
  return [tendAccounts(scope), tellOfPolicy(scope), endUsers(scope)];
}

function tendAccounts({ stack, settings, records, eventDeadLetters }: PeopleEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleEnv>>(stack, {
    name: 'people-tend',
    settings,
    timeout: Duration.minutes(5),
    impact: 'Accounts end without their owners being told before',
    environment: { RECORDS_TABLE: records.records.tableName },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    person: ['read', 'update'],
    address: ['update'],
    allowanceMember: ['read', 'update'],
    allowanceGroup: ['read', 'update'],
    // Which ends with the account.
    trainingRecord: ['query', 'update'],
    trainingCount: ['update'],
    trainingDocument: ['update'],
    accountEmail: ['put'],
    lists: ['accountsToTend'],
  });
  stack.alarm(stack, 'AccountNotTended', {
    // Looked at once a day: a shorter period would end the alarm, and tell of it anew, each time.
    metric: stack.counted('AccountNotTended', 'people-tend').with({ period: Duration.days(1) }),
    threshold: 1,
    impact: 'Somebody may not be told that their account will end',
    runbook: 'account-not-tended',
  });
  new HubSchedule(stack, 'TendAccounts', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'tend-accounts',
    description: 'Tells those who have not used their account for long when it will end',
    every: Duration.days(1),
  });
  return fn;
}

function tellOfPolicy({ stack, settings, records, eventDeadLetters }: PeopleEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof PeopleTellEnv>>(stack, {
    name: 'people-tell',
    settings,
    timeout: Duration.minutes(5),
    impact: 'A change of the privacy policy may take effect before people hear of it, and no news is sent',
    environment: { RECORDS_TABLE: records.records.tableName, ...subjectsKeyOf(records) },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    person: ['read', 'update'],
    policyNotices: ['read', 'put'],
    accountEmail: ['put'],
    news: ['read', 'update'],
    choice: ['check'],
    unsubscribed: ['check'],
    newsEmail: ['put'],
    lists: ['accountsToTend', 'newsToSend', 'newsConsents'],
  });
  stack.alarm(stack, 'PolicyNotTold', {
    // Tried once an hour: a shorter period would end the alarm, and tell of it anew, each time.
    metric: stack.counted('PolicyNotTold', 'people-tell').with({ period: Duration.hours(2) }),
    threshold: 1,
    impact: 'Somebody may not hear of a change of the privacy policy before it takes effect',
    runbook: 'policy-not-told',
  });
  new HubSchedule(stack, 'TellOfPolicy', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'tell-of-policy',
    description:
      'Tells everybody who has an account what will change in the privacy policy, and sends news that was let go out',
    // For so long `hub.policy.mostToldInAnHour` is counted.
    every: Duration.hours(1),
  });
  return fn;
}

/** Who signs in goes with the account. */
function endUsers({ stack, settings, records, identity, accountEndings }: PeopleEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof EndUsersEnv>>(stack, {
    name: 'people-end-users',
    settings,
    timeout: endingTimeout,
    impact: 'Those whose account has ended stay known to Cognito, and what they entered of their training is kept',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      LEARNER_POOL: identity.learnerPool.userPoolId,
      QUEUE_URL: accountEndings.queueUrl,
    },
  });
  allowRecords(fn, records, {
    person: ['read'],
    address: ['read'],
    // Which goes with the account.
    trainingRecord: ['query', 'delete'],
    trainingCount: ['delete'],
    trainingDocument: ['delete'],
  });
  fn.allow(
    ['AdminDeleteUser', 'AdminGetUser', 'AdminUpdateUserAttributes'].map((action) => `cognito-idp:${action}`),
    [identity.learnerPool.userPoolArn],
  );
  readQueue(fn, accountEndings, { batchSize: 10, maxConcurrency: 2 });
  return fn;
}
