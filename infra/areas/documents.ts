import { Duration, Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type {
  DocumentsAdminEnv,
  DocumentsEnv,
  DocumentsMeEnv,
  DocumentsPublicEnv,
  RemoveDocumentsEnv,
} from '#functions/documents/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { allowDocuments } from '../constructs/document-access.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import type { HubStack } from '../constructs/hub-stack.ts';
import { readQueue } from '../constructs/read-queue.ts';
import { allowAuditing, allowRecords, type RecordsAccess } from '../constructs/table-access.ts';
import { watchedLine } from '../constructs/watched-queue.ts';
import { type ApiScope, apiTimeout, type EventsScope, subjectsKeyOf, whereabouts } from './scope.ts';

const removalTimeout = Duration.minutes(1);

/** Apart from funding, so that what signs uploads does not weigh on the function that decides. */
export function documentsApi(scope: ApiScope): HubFunction<unknown>[] {
  return [documentsPublic(scope), documentsAdmin(scope), documentsMe(scope)];
}

function documentsPublic({ stack, settings, environment, records, documents }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof DocumentsPublicEnv>>(stack, {
    name: 'documents-public',
    settings,
    timeout: apiTimeout,
    impact: 'People cannot upload statements, evidence or invoices',
    environment: {
      ...environment,
      ...subjectsKeyOf(records),
      ...whereabouts({ documents }),
      SITE_URL: settings.siteUrl,
    },
  });
  allowRecords(fn, records, {
    document: ['read', 'put', 'delete'],
    fundingRequest: ['read', 'update'],
    statement: ['read'],
    fundingRequestLink: ['read'],
    statementLink: ['read'],
    reply: ['read', 'put'],
  });
  allowDocuments(fn, documents, 'upload', ['funding']);
  return fn;
}

function documentsAdmin({ stack, settings, environment, records, documents }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof DocumentsAdminEnv>>(stack, {
    name: 'documents-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Staff cannot open statements, evidence or invoices',
    environment: { ...environment, ...whereabouts({ documents }), AUDIT_TABLE: records.audit.tableName },
  });
  allowRecords(fn, records, { document: ['read'], fundingRequest: ['read'] });
  allowAuditing(fn, records.audit);
  allowDocuments(fn, documents, 'read', ['funding']);
  return fn;
}

/** Evidence of training, which its owner alone uploads and opens. */
function documentsMe({ stack, settings, environment, records, documents }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof DocumentsMeEnv>>(stack, {
    name: 'documents-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot upload, open or delete evidence of their training',
    environment: { ...environment, ...whereabouts({ documents }) },
  });
  allowRecords(fn, records, {
    trainingDocument: ['read', 'put', 'delete'],
    trainingRecord: ['read', 'update'],
    trainingCount: ['read', 'update'],
    // Whoever looks uses their account by that.
    person: ['read', 'check', 'update'],
    address: ['read', 'update'],
    reply: ['read', 'put'],
  });
  for (const access of ['upload', 'read'] as const) allowDocuments(fn, documents, access, ['training']);
  return fn;
}

/** Documents whose records are gone. */
export function documentsQueues(stack: HubStack) {
  const removals = watchedLine(stack, {
    ids: ['DocumentRemovals', 'DocumentDeadLetters'],
    functionTimeout: removalTimeout,
    maxReceiveCount: 30,
    late: {
      after: Duration.hours(1),
      impact: 'Documents outlive their records by an hour or more',
      runbook: 'function-failing',
    },
    dead: 'A document outlives its record: what we promise to delete is not deleted',
  });
  return { documentRemovals: removals.queue, documentDeadLetters: removals.dead };
}

/** What becomes of a document, and its uploader told where it cannot be used. */
const judging = {
  document: ['read', 'update'],
  fundingRequest: ['read'],
  statement: ['read'],
  trainingDocument: ['read', 'update'],
  person: ['read'],
  fundingRequestEmail: ['put'],
  statementEmail: ['put'],
  accountEmail: ['put'],
} as const satisfies RecordsAccess;

interface DocumentsEvents extends EventsScope {
  readonly documentRemovals: Queue;
}

export function documentsEvents(scope: DocumentsEvents): HubFunction<unknown>[] {
  watchDocuments(scope);
  return [checkDocuments(scope), tendDocuments(scope), removeDocuments(scope)];
}

function watchDocuments({ stack }: DocumentsEvents): void {
  stack.alarm(stack, 'ScannerTroubled', {
    metric: stack.counted('ScannerTroubled', 'documents-check').with({ period: Duration.hours(1) }),
    threshold: 1,
    impact: 'What people upload may not be scanned for malware, and nobody can use it until it is',
    runbook: 'scanner-stopped',
  });
  stack.alarm(stack, 'DocumentsNotScanned', {
    // Each is looked at every half an hour: a shorter period would end the alarm, and tell of it anew, each time.
    metric: stack.counted('DocumentNotScanned', 'documents-tend').with({ period: Duration.hours(1) }),
    threshold: 1,
    impact: 'Somebody uploaded a document half an hour ago or more, and it is not scanned yet: they cannot go on',
    runbook: 'scanner-stopped',
  });
  for (const judge of ['documents-check', 'documents-tend']) {
    stack.alarm(stack, `${judge}-refuses-many`, {
      metric: stack.counted('DocumentRefused', judge).with({ period: Duration.hours(1) }),
      threshold: 10,
      impact: 'Many uploads are infected or unreadable: somebody tries something, or scanning is broken',
      runbook: 'many-documents-refused',
    });
  }
}

/** What GuardDuty says of a document, and what its bytes say, decide whether it can be used. */
function checkDocuments({ stack, settings, records, documents, eventDeadLetters }: DocumentsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof DocumentsEnv>>(stack, {
    name: 'documents-check',
    settings,
    timeout: Duration.seconds(30),
    impact: 'What people upload stays unusable: statements cannot be given with a file, nor invoices sent',
    environment: { RECORDS_TABLE: records.records.tableName, ...whereabouts({ documents }) },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, judging);
  allowDocuments(fn, documents, 'check');
  const bucketName = [documents.bucket.bucketName];
  const heard = (id: string, name: string, description: string, detailType: readonly string[], detail: object) =>
    new Rule(stack, id, {
      ruleName: `${settings.hub}-${settings.stage}-${name}`,
      description,
      eventPattern: { source: ['aws.guardduty'], detailType: [...detailType], detail: { ...detail } },
      targets: [new LambdaTarget(fn.lambda, { deadLetterQueue: eventDeadLetters, retryAttempts: 20 })],
    });
  const ofObject = { s3ObjectDetails: { bucketName } };
  const scanned = ['GuardDuty Malware Protection Object Scan Result'];
  const untagged = ['GuardDuty Malware Protection Post Scan Action Failed'];
  const troubled = ['Warning', 'Error'].map((status) => `GuardDuty Malware Protection Resource Status ${status}`);
  heard('DocumentScanned', 'document-scanned', 'GuardDuty has scanned a document', scanned, ofObject);
  heard('DocumentNotTagged', 'document-not-tagged', 'GuardDuty could not tag a document', untagged, ofObject);
  heard('ScannerStopped', 'scanner-stopped', 'GuardDuty no longer scans documents as it should', troubled, {
    s3BucketDetails: { bucketName },
  });
  return fn;
}

function tendDocuments({ stack, settings, records, documents, eventDeadLetters }: DocumentsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof DocumentsEnv>>(stack, {
    name: 'documents-tend',
    settings,
    timeout: Duration.minutes(1),
    impact: 'A document whose scan went missing stays unusable, and nobody is told',
    environment: { RECORDS_TABLE: records.records.tableName, ...whereabouts({ documents }) },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, { ...judging, lists: ['documentsUnheardOf', 'trainingDocumentsUnheardOf'] });
  allowDocuments(fn, documents, 'tend');
  fn.allow(['guardduty:SendObjectMalwareScan'], ['*']);
  Validations.of(fn).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'guardduty:SendObjectMalwareScan, which AWS grants on no single bucket.',
  });
  new HubSchedule(stack, 'TendDocuments', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'tend-documents',
    description: 'Asks again for scans of documents that did not come',
    every: Duration.minutes(5),
  });
  return fn;
}

function removeDocuments({ stack, settings, documents, documentRemovals }: DocumentsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof RemoveDocumentsEnv>>(stack, {
    name: 'documents-remove',
    settings,
    timeout: removalTimeout,
    impact: 'Documents outlive their records: what we promise to delete is not deleted until this is mended',
    environment: { ...whereabouts({ documents }), QUEUE_URL: documentRemovals.queueUrl },
  });
  allowDocuments(fn, documents, 'remove');
  readQueue(fn, documentRemovals, { batchSize: 5, maxConcurrency: 5 });
  return fn;
}
