import { Duration } from 'aws-cdk-lib';
import type {
  FundingAdminEnv,
  FundingEnv,
  FundingMeEnv,
  FundingPublicEnv,
  TendFundingEnv,
} from '#functions/funding/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { allowExports } from '../constructs/document-access.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import { allowAuditing, allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, apiTimeout, type EventsScope, subjectsKeyOf, tablesTimeout, whereabouts } from './scope.ts';

export function fundingApi(scope: ApiScope): HubFunction<unknown>[] {
  const { stack } = scope;
  stack.alarm(stack, 'PaymentsFailing', {
    metric: stack.counted('PaymentFailed', 'funding-admin').with({ period: Duration.days(1) }),
    threshold: 3,
    impact: 'Several payments in a day did not arrive: providers and practices wait for their money',
    runbook: 'payments-failing',
  });
  return [fundingPublic(scope), fundingMe(scope), fundingAdmin(scope)];
}

function fundingMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof FundingMeEnv>>(stack, {
    name: 'funding-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see their funding requests',
    environment,
  });
  allowRecords(fn, records, {
    fundingRequest: ['read'],
    managed: ['query'],
    // Whoever looks uses their account by that.
    person: ['read', 'update'],
    address: ['read', 'update'],
  });
  return fn;
}

function fundingPublic({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof FundingPublicEnv>>(stack, {
    name: 'funding-public',
    settings,
    timeout: apiTimeout,
    impact: 'People cannot ask for funding, give statements or send invoices',
    environment: { ...environment, ...subjectsKeyOf(records), AUDIT_TABLE: records.audit.tableName },
  });
  allowRecords(fn, records, {
    pot: ['read'],
    potBalances: ['read', 'update'],
    ledgerEntry: ['put'],
    fundingRequest: ['read', 'put', 'update'],
    fundingHistory: ['query', 'put'],
    statement: ['read', 'put', 'update'],
    document: ['read'],
    invoice: ['read', 'put', 'update'],
    invoiceGuard: ['put', 'update', 'delete'],
    invoiceNumbers: ['read', 'put', 'update'],
    allowance: ['read', 'update'],
    allowanceMember: ['read'],
    allowanceGroup: ['read'],
    person: ['read', 'check', 'put', 'update'],
    address: ['read', 'check', 'put', 'update'],
    asks: ['read', 'check', 'put'],
    managed: ['put'],
    fundingRequestLink: ['read'],
    statementLink: ['read'],
    fundingRequestEmail: ['put'],
    // What became of it: whether the author of a statement can be reached.
    statementEmail: ['read', 'put'],
    reply: ['read', 'put'],
    lists: ['pots'],
  });
  allowAuditing(fn, records.audit);
  return fn;
}

function fundingAdmin({ stack, settings, environment, records, documents }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof FundingAdminEnv>>(stack, {
    name: 'funding-admin',
    settings,
    timeout: tablesTimeout,
    impact: 'Staff cannot decide requests for funding, nor match and pay invoices',
    environment: {
      ...environment,
      ...subjectsKeyOf(records),
      ...whereabouts({ documents }),
      AUDIT_TABLE: records.audit.tableName,
    },
  });
  allowRecords(fn, records, {
    pot: ['read', 'put', 'update'],
    potVersion: ['read', 'put'],
    potBalances: ['read', 'put', 'update'],
    ledgerEntry: ['query', 'put'],
    fundingRequest: ['read', 'update'],
    fundingHistory: ['query', 'put'],
    statement: ['read'],
    document: ['read'],
    invoice: ['read', 'update'],
    allowance: ['read', 'put', 'update'],
    allowanceMember: ['read', 'check', 'update'],
    allowanceGroup: ['read', 'update'],
    fundingRequestEmail: ['put'],
    statementEmail: ['read'],
    reply: ['read', 'put'],
    lists: ['pots', 'fundingByStatus', 'invoicesByStatus'],
  });
  allowAuditing(fn, records.audit);
  allowExports(fn, 'funding', documents);
  return fn;
}

export function fundingEvents(scope: EventsScope): HubFunction<unknown>[] {
  const { stack } = scope;
  stack.alarm(stack, 'FundingNotTended', {
    // Counted every hour: a shorter period would end the alarm, and tell of it anew, each time.
    metric: stack.counted('FundingNotTended', 'funding-tend').with({ period: Duration.hours(2) }),
    threshold: 1,
    impact: 'An award that has ended still keeps its money, or somebody is not reminded',
    runbook: 'funding-not-tended',
  });
  return [tendFunding(scope), fundingDigest(scope)];
}

function tendFunding({ stack, settings, records, eventDeadLetters }: EventsScope) {
  const fn = new HubFunction<EnvironmentOf<typeof TendFundingEnv>>(stack, {
    name: 'funding-tend',
    settings,
    timeout: Duration.minutes(5),
    impact: 'Statements and progress are not chased, and awards that have ended keep their money from others',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      ...subjectsKeyOf(records),
      AUDIT_TABLE: records.audit.tableName,
    },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    pot: ['read'],
    potBalances: ['read', 'update'],
    ledgerEntry: ['put'],
    fundingRequest: ['read', 'update'],
    fundingHistory: ['query', 'put', 'update'],
    statement: ['read', 'update'],
    document: ['read', 'update'],
    invoice: ['read', 'update'],
    invoiceGuard: ['update'],
    invoiceNumbers: ['update'],
    allowance: ['read', 'update'],
    allowanceMember: ['read'],
    allowanceGroup: ['read'],
    asks: ['read', 'check', 'put'],
    managed: ['update'],
    fundingRequestEmail: ['put'],
    statementEmail: ['put'],
    lists: ['fundingToTend', 'invoicesByStatus'],
  });
  allowAuditing(fn, records.audit);
  new HubSchedule(stack, 'TendFunding', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'tend-funding',
    description: 'Chases statements and progress, and lapses awards that have ended',
    every: Duration.hours(1),
  });
  return fn;
}

function fundingDigest({ stack, settings, records, eventDeadLetters }: EventsScope) {
  const fn = new HubFunction<EnvironmentOf<typeof FundingEnv>>(stack, {
    name: 'funding-digest',
    settings,
    timeout: Duration.minutes(1),
    impact: 'Staff are not told which requests and invoices have waited long',
    environment: { RECORDS_TABLE: records.records.tableName },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    digest: ['put'],
    fundingQueuesEmail: ['put'],
    lists: ['fundingByStatus', 'invoicesByStatus'],
  });
  new HubSchedule(stack, 'FundingDigest', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'funding-digest',
    description: 'Tells staff once a day which queues of requests and invoices grow old',
    every: Duration.days(1),
  });
  return fn;
}
