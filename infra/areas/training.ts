import type { TrainingAdminEnv, TrainingMeEnv } from '#functions/training/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowAuditing, allowRecords, type RecordsAccess } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout, tablesTimeout } from './scope.ts';

export function trainingApi(scope: ApiScope): HubFunction<unknown>[] {
  return [trainingMe(scope), trainingAdmin(scope), cpdMe(scope)];
}

/** What is somebody's training, wherever it comes from. */
const reading = {
  trainingRecord: ['read', 'query'],
  booking: ['read'],
  session: ['read'],
  fundingRequest: ['read'],
  managed: ['query'],
  // Whoever looks uses their account by that.
  person: ['read', 'update'],
  address: ['read', 'update'],
  lists: ['bookingsOfPerson'],
} as const satisfies RecordsAccess;

/** Apart, so that what prints does not weigh on what people look at between patients. */
function cpdMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof TrainingMeEnv>>(stack, {
    name: 'training-cpd-me',
    settings,
    timeout: tablesTimeout,
    impact: 'Learners who are signed in cannot have their CPD log, which they may need to stay registered',
    environment: { ...environment, SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, reading);
  return fn;
}

function trainingMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof TrainingMeEnv>>(stack, {
    name: 'training-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see or enter their training, nor say that a record of it is wrong',
    environment: { ...environment, SITE_URL: settings.siteUrl },
  });
  allowRecords(fn, records, {
    ...reading,
    trainingRecord: ['read', 'query', 'put', 'update', 'delete'],
    trainingCount: ['read', 'put', 'update'],
    trainingDispute: ['read', 'put'],
    person: ['read', 'check', 'update'],
    reply: ['read', 'put'],
  });
  return fn;
}

function trainingAdmin({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof TrainingAdminEnv>>(stack, {
    name: 'training-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Staff do not see what people say is wrong with their training records, nor can they answer',
    environment: { ...environment, AUDIT_TABLE: records.audit.tableName },
  });
  allowRecords(fn, records, {
    trainingDispute: ['read', 'update'],
    person: ['read'],
    accountEmail: ['put'],
    reply: ['read', 'put'],
    lists: ['trainingDisputes'],
  });
  allowAuditing(fn, records.audit);
  return fn;
}
