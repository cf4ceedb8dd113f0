import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SnsEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { SealHeadsEnv } from '#functions/audit/env.ts';
import type { BookingsQueueEnv } from '#functions/bookings/env.ts';
import type { RelayEnv } from '#functions/changes/env.ts';
import type { DocumentsEnv, RemoveDocumentsEnv } from '#functions/documents/env.ts';
import type { DeliverEmailEnv, EmailStatusEnv, RequeueEmailsEnv } from '#functions/emails/env.ts';
import type { FundingEnv, TendFundingEnv } from '#functions/funding/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { deadLetters } from '../constructs/dead-letters.ts';
import { acknowledgeAtSynthesis, allowDocuments } from '../constructs/document-access.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import { allowTable } from '../constructs/table-access.ts';
import { alarmWhenNotEmpty, alarmWhenOld } from '../constructs/watched-queue.ts';
import type { DocumentsStack } from './documents-stack.ts';
import type { EmailStack } from './email-stack.ts';
import type { RecordsStack } from './records-stack.ts';

interface EventsStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly documents: DocumentsStack;
  readonly email: EmailStack;
}

/** One function's time for telling thousands of people, broken off and taken up again where that is not enough. */
const followUpTimeout = Duration.minutes(5);

/** Batches at once from each queue of emails: near SES's usual rate, and never the account's whole concurrency. */
const emailConcurrency = 2;

/** What follows from a change: the outbox's way from the table's stream to SES, and back to the record. */
export class EventsStack extends HubStack {
  readonly functions: readonly HubFunction<unknown>[];
  readonly emails: Queue;
  readonly emailsWithDocuments: Queue;
  readonly followUps: Queue;
  readonly documentRemovals: Queue;
  readonly emailDeadLetters: Queue;
  readonly followUpDeadLetters: Queue;
  readonly documentDeadLetters: Queue;
  readonly eventDeadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventsStackProps) {
    super(scope, id, props);
    this.eventDeadLetters = deadLetters(this, 'EventDeadLetters');
    this.emailDeadLetters = deadLetters(this, 'EmailDeadLetters', { fifo: true });
    this.followUpDeadLetters = deadLetters(this, 'FollowUpDeadLetters', { fifo: true });
    this.documentDeadLetters = deadLetters(this, 'DocumentDeadLetters', { fifo: true });
    // Far more than the times that the deliverer puts an email off, since those behind it in a batch are handed out as often though
    // nobody tried them. What comes here is still owed, and is put in line again by the net.
    const deadEmails = { queue: this.emailDeadLetters, maxReceiveCount: 200 };
    this.emails = this.fifoQueue('Emails', Duration.minutes(1), deadEmails);
    this.emailsWithDocuments = this.fifoQueue('EmailsWithDocuments', Duration.minutes(1), deadEmails);
    this.followUps = this.fifoQueue('FollowUps', followUpTimeout, {
      queue: this.followUpDeadLetters,
      maxReceiveCount: 10,
    });
    this.documentRemovals = this.fifoQueue('DocumentRemovals', Duration.minutes(1), {
      queue: this.documentDeadLetters,
      maxReceiveCount: 30,
    });

    this.functions = [
      this.relay(props),
      this.deliverEmail('emails-deliver', this.emails, props),
      this.deliverEmail('emails-deliver-certificate', this.emailsWithDocuments, props),
      this.emailStatus(props),
      this.requeueEmails(props),
      this.followUp(props),
      this.tendSessions(props),
      this.tendFunding(props),
      this.fundingDigest(props),
      this.checkDocuments(props),
      this.tendDocuments(props),
      this.removeDocuments(props),
      this.sealAudit(props),
    ];
    this.watchQueues();
    this.watchWhatIsCounted();
  }

  private watchQueues(): void {
    const emailsLate = {
      impact: 'Emails leave half an hour late or more',
      runbook: 'emails-owed-too-long',
    };
    alarmWhenOld(this.emails, Duration.minutes(30), emailsLate);
    alarmWhenOld(this.emailsWithDocuments, Duration.minutes(30), {
      ...emailsLate,
      impact: 'Certificates leave half an hour late or more',
    });
    alarmWhenOld(this.followUps, Duration.minutes(15), {
      impact: 'Offers, changes and reminders reach people a quarter of an hour late or more',
      runbook: 'follow-ups-late',
    });
    const runbook = 'dead-letters';
    alarmWhenNotEmpty(this.emailDeadLetters, { impact: 'Somebody is owed an email that could not be sent', runbook });
    alarmWhenNotEmpty(this.followUpDeadLetters, {
      impact: 'Free places are not offered, or people have not heard that their session changed or is cancelled',
      runbook,
    });
    alarmWhenOld(this.documentRemovals, Duration.hours(1), {
      impact: 'Documents outlive their records by an hour or more',
      runbook: 'function-failing',
    });
    alarmWhenNotEmpty(this.documentDeadLetters, {
      impact: 'A document outlives its record: what we promise to delete is not deleted',
      runbook,
    });
    alarmWhenNotEmpty(this.eventDeadLetters, {
      impact: 'Something that should have followed from a change did not',
      runbook,
    });
  }

  private watchWhatIsCounted(): void {
    for (const deliverer of ['emails-deliver', 'emails-deliver-certificate']) {
      this.alarm(this, `${deliverer}-given-up`, {
        metric: this.counted('EmailGivenUp', deliverer),
        threshold: 1,
        impact: 'An email could not be delivered and is not tried again: somebody does not know what they should',
        runbook: 'email-given-up',
      });
      this.alarm(this, `${deliverer}-stopped`, {
        // As often as the net brings back what waits: a shorter period would end the alarm, and tell of it anew, each time.
        metric: this.counted('SendingStopped', deliverer).with({ period: Duration.minutes(15) }),
        threshold: 1,
        impact: 'SES takes no emails, or takes them too slowly: those that are owed wait',
        runbook: 'sending-stopped',
      });
      this.alarm(this, `${deliverer}-not-readable`, {
        // Met again whenever the net takes the email up: a shorter period would tell of it anew each time.
        metric: this.counted('EmailNotReadable', deliverer).with({ period: Duration.hours(1) }),
        threshold: 1,
        impact: 'An email cannot be read by what is deployed, and waits: somebody does not know what they should',
        runbook: 'record-not-readable',
      });
    }
    this.alarm(this, 'EmailsOwedTooLong', {
      // Counted every quarter of an hour: a shorter period would end the alarm, and tell of it anew, each time.
      metric: this.counted('EmailsOwedTooLong', 'emails-requeue').with({ period: Duration.minutes(30) }),
      threshold: 1,
      impact: 'Emails have been owed for an hour or more',
      runbook: 'emails-owed-too-long',
    });
    this.alarm(this, 'FundingNotTended', {
      // Counted every hour: a shorter period would end the alarm, and tell of it anew, each time.
      metric: this.counted('FundingNotTended', 'funding-tend').with({ period: Duration.hours(2) }),
      threshold: 1,
      impact: 'An award that has ended still keeps its money, or somebody is not reminded',
      runbook: 'funding-not-tended',
    });
    this.alarm(this, 'ScannerTroubled', {
      metric: this.counted('ScannerTroubled', 'documents-check').with({ period: Duration.hours(1) }),
      threshold: 1,
      impact: 'What people upload may not be scanned for malware, and nobody can use it until it is',
      runbook: 'scanner-stopped',
    });
    this.alarm(this, 'DocumentsNotScanned', {
      // Each is looked at every half an hour: a shorter period would end the alarm, and tell of it anew, each time.
      metric: this.counted('DocumentNotScanned', 'documents-tend').with({ period: Duration.hours(1) }),
      threshold: 1,
      impact: 'Somebody uploaded a document half an hour ago or more, and it is not scanned yet: they cannot go on',
      runbook: 'scanner-stopped',
    });
    for (const judge of ['documents-check', 'documents-tend']) {
      this.alarm(this, `${judge}-refuses-many`, {
        metric: this.counted('DocumentRefused', judge).with({ period: Duration.hours(1) }),
        threshold: 10,
        impact: 'Many uploads are infected or unreadable: somebody tries something, or scanning is broken',
        runbook: 'many-documents-refused',
      });
    }
  }

  private fifoQueue(id: string, functionTimeout: Duration, deadLetterQueue: DeadLetterQueue): Queue {
    return new Queue(this, id, {
      fifo: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's time, as AWS advises, so that nothing that is being done is handed out again.
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue,
    });
  }

  private relay({ settings, records }: EventsStackProps) {
    const relay = new HubFunction<EnvironmentOf<typeof RelayEnv>>(this, {
      name: 'changes-relay',
      settings,
      timeout: Duration.seconds(30),
      impact: 'Confirmation emails are late: bookings are kept, but nobody hears of them until this is mended',
      environment: {
        ...this.emailsQueues(),
        FOLLOW_UPS_QUEUE_URL: this.followUps.queueUrl,
        DOCUMENT_REMOVALS_QUEUE_URL: this.documentRemovals.queueUrl,
        DOCUMENT_DEAD_LETTERS_URL: this.documentDeadLetters.queueUrl,
      },
    });
    const others = [this.followUps, this.documentRemovals, this.documentDeadLetters];
    relay.alarmWhereNotReadable();
    relay.allow(['sqs:SendMessage'], [...this.emailsQueueArns(), ...others.map(({ queueArn }) => queueArn)]);
    this.readStream(relay, records, 'Emails leave ten minutes late or more, and what is to be deleted stays', [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: { type: { S: FilterRule.or('email', 'links-asked') } } },
      }),
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('MODIFY'),
        dynamodb: { NewImage: { type: { S: FilterRule.or('places', 'session') } } },
      }),
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('REMOVE'),
        dynamodb: { OldImage: { type: { S: FilterRule.isEqual('document') } } },
      }),
    ]);
    return relay;
  }

  private emailsQueues() {
    return {
      EMAILS_QUEUE_URL: this.emails.queueUrl,
      EMAILS_WITH_DOCUMENTS_QUEUE_URL: this.emailsWithDocuments.queueUrl,
    };
  }

  private emailsQueueArns() {
    return [this.emails.queueArn, this.emailsWithDocuments.queueArn];
  }

  /** One deliverer for each queue of emails: what makes documents weighs too much for the others to wait for. */
  private deliverEmail(name: string, queue: Queue, { settings, records, email }: EventsStackProps) {
    const deliver = new HubFunction<EnvironmentOf<typeof DeliverEmailEnv>>(this, {
      name,
      settings,
      timeout: Duration.minutes(1),
      impact: 'Emails are late: people do not know whether they have a place, and have no link to cancel',
      environment: {
        RECORDS_TABLE: records.records.tableName,
        QUEUE_URL: queue.queueUrl,
        EMAIL_CONFIGURATION_SET: email.configurationSet.configurationSetName,
        EMAIL_FROM: settings.email.from,
        SITE_URL: settings.siteUrl,
      },
    });
    allowTable(deliver, records.records, {
      items: ['GetItem', 'UpdateItem', 'PutItem', 'DeleteItem'],
      queries: ['table'],
    });
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: email.configurationSet.configurationSetName,
    });
    deliver.allow(['ses:SendRawEmail'], [email.identity.emailIdentityArn, configurationSetArn], {
      StringEquals: { 'ses:FromAddress': settings.email.from },
    });
    deliver.lambda.addEventSource(
      new SqsEventSource(queue, { batchSize: 5, maxConcurrency: emailConcurrency, reportBatchItemFailures: true }),
    );
    acknowledgeQueueSource(deliver);
    return deliver;
  }

  private emailStatus({ settings, records, email }: EventsStackProps) {
    const status = new HubFunction<EnvironmentOf<typeof EmailStatusEnv>>(this, {
      name: 'emails-status',
      settings,
      timeout: Duration.seconds(20),
      impact: 'Bounces and complaints are not seen: the hub may go on writing to addresses that refuse it',
      environment: { RECORDS_TABLE: records.records.tableName },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(status, records.records, { items: ['UpdateItem', 'PutItem'] });
    status.lambda.addEventSource(new SnsEventSource(email.statusTopic, { deadLetterQueue: this.eventDeadLetters }));
    return status;
  }

  private requeueEmails({ settings, records }: EventsStackProps) {
    const requeue = new HubFunction<EnvironmentOf<typeof RequeueEmailsEnv>>(this, {
      name: 'emails-requeue',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Emails that were lost on their way stay lost until this is mended',
      environment: { RECORDS_TABLE: records.records.tableName, ...this.emailsQueues() },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(requeue, records.records, { items: ['UpdateItem'], queries: ['table', 'owed'] });
    requeue.allow(['sqs:SendMessage'], this.emailsQueueArns());
    this.schedule('RequeueEmails', settings, requeue, {
      name: 'requeue-emails',
      description: 'Puts emails that are still owed in line again',
      every: Duration.minutes(15),
    });
    return requeue;
  }

  private followUp({ settings, records }: EventsStackProps) {
    const followUp = new HubFunction<EnvironmentOf<typeof BookingsQueueEnv>>(this, {
      name: 'bookings-follow-up',
      settings,
      timeout: followUpTimeout,
      impact:
        'Free places are not offered, people do not hear that their session has changed or is cancelled, and lost links are not sent again',
      environment: { RECORDS_TABLE: records.records.tableName, FOLLOW_UPS_QUEUE_URL: this.followUps.queueUrl },
    });
    allowTable(followUp, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      queries: ['table', 'gsi2'],
    });
    followUp.lambda.addEventSource(
      // One at a time: each may take the function's whole time, and one that was not tried would count as if it had been.
      new SqsEventSource(this.followUps, { batchSize: 1, maxConcurrency: 5, reportBatchItemFailures: true }),
    );
    acknowledgeQueueSource(followUp);
    return followUp;
  }

  private tendSessions({ settings, records }: EventsStackProps) {
    const tend = new HubFunction<EnvironmentOf<typeof BookingsQueueEnv>>(this, {
      name: 'bookings-tend',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Reminders are not sent, and places that nobody answered for are kept from those who wait',
      environment: { RECORDS_TABLE: records.records.tableName, FOLLOW_UPS_QUEUE_URL: this.followUps.queueUrl },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(tend, records.records, { items: ['BatchGetItem'], queries: ['gsi1'] });
    tend.allow(['sqs:SendMessage'], [this.followUps.queueArn]);
    this.schedule('TendSessions', settings, tend, {
      name: 'tend-sessions',
      description: 'Looks after offers that end, reminders that are due and sessions with too few people',
      every: Duration.minutes(5),
    });
    return tend;
  }

  private tendFunding({ settings, records }: EventsStackProps) {
    const tend = new HubFunction<EnvironmentOf<typeof TendFundingEnv>>(this, {
      name: 'funding-tend',
      settings,
      timeout: followUpTimeout,
      impact: 'Statements and progress are not chased, and awards that have ended keep their money from others',
      environment: { RECORDS_TABLE: records.records.tableName, AUDIT_TABLE: records.audit.tableName },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(tend, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      queries: ['table', 'gsi1'],
    });
    allowTable(tend, records.audit, { items: ['PutItem'] });
    this.schedule('TendFunding', settings, tend, {
      name: 'tend-funding',
      description: 'Chases statements and progress, and lapses awards that have ended',
      every: Duration.hours(1),
    });
    return tend;
  }

  private fundingDigest({ settings, records }: EventsStackProps) {
    const digest = new HubFunction<EnvironmentOf<typeof FundingEnv>>(this, {
      name: 'funding-digest',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Staff are not told which requests and invoices have waited long',
      environment: { RECORDS_TABLE: records.records.tableName },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(digest, records.records, { items: ['PutItem'], queries: ['gsi1', 'gsi2'] });
    this.schedule('FundingDigest', settings, digest, {
      name: 'funding-digest',
      description: 'Tells staff once a day which queues of requests and invoices grow old',
      every: Duration.days(1),
    });
    return digest;
  }

  /** What GuardDuty says of a document, and what its bytes say, decide whether it can be used. */
  private checkDocuments({ settings, records, documents }: EventsStackProps) {
    const check = new HubFunction<EnvironmentOf<typeof DocumentsEnv>>(this, {
      name: 'documents-check',
      settings,
      timeout: Duration.seconds(30),
      impact: 'What people upload stays unusable: statements cannot be given with a file, nor invoices sent',
      environment: {
        RECORDS_TABLE: records.records.tableName,
        DOCUMENTS_BUCKET: documents.bucket.bucketName,
        DOCUMENTS_KEY: documents.key.keyArn,
      },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(check, records.records, { items: ['GetItem', 'PutItem', 'UpdateItem'] });
    allowDocuments(check, documents, 'check');
    const bucketName = [documents.bucket.bucketName];
    const heard = (id: string, name: string, description: string, detailType: readonly string[], detail: object) =>
      new Rule(this, id, {
        ruleName: `${settings.hub}-${settings.stage}-${name}`,
        description,
        eventPattern: { source: ['aws.guardduty'], detailType: [...detailType], detail: { ...detail } },
        targets: [new LambdaTarget(check.lambda, { deadLetterQueue: this.eventDeadLetters, retryAttempts: 20 })],
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
    return check;
  }

  private tendDocuments({ settings, records, documents }: EventsStackProps) {
    const tend = new HubFunction<EnvironmentOf<typeof DocumentsEnv>>(this, {
      name: 'documents-tend',
      settings,
      timeout: Duration.minutes(1),
      impact: 'A document whose scan went missing stays unusable, and nobody is told',
      environment: {
        RECORDS_TABLE: records.records.tableName,
        DOCUMENTS_BUCKET: documents.bucket.bucketName,
        DOCUMENTS_KEY: documents.key.keyArn,
      },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(tend, records.records, { items: ['GetItem', 'PutItem', 'UpdateItem'], queries: ['gsi1'] });
    allowDocuments(tend, documents, 'tend');
    tend.allow(['guardduty:SendObjectMalwareScan'], ['*']);
    Validations.of(tend).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'guardduty:SendObjectMalwareScan, which AWS grants on no single bucket.',
    });
    this.schedule('TendDocuments', settings, tend, {
      name: 'tend-documents',
      description: 'Asks again for scans of documents that did not come',
      every: Duration.minutes(5),
    });
    return tend;
  }

  private removeDocuments({ settings, documents }: EventsStackProps) {
    const remove = new HubFunction<EnvironmentOf<typeof RemoveDocumentsEnv>>(this, {
      name: 'documents-remove',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Documents outlive their records: what we promise to delete is not deleted until this is mended',
      environment: {
        DOCUMENTS_BUCKET: documents.bucket.bucketName,
        DOCUMENTS_KEY: documents.key.keyArn,
        QUEUE_URL: this.documentRemovals.queueUrl,
      },
    });
    allowDocuments(remove, documents, 'remove');
    remove.lambda.addEventSource(
      new SqsEventSource(this.documentRemovals, { batchSize: 5, maxConcurrency: 5, reportBatchItemFailures: true }),
    );
    acknowledgeQueueSource(remove);
    return remove;
  }

  private sealAudit({ settings, records }: EventsStackProps) {
    const seal = new HubFunction<EnvironmentOf<typeof SealHeadsEnv>>(this, {
      name: 'audit-seal',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Nobody notices, but what is taken out of the audit trail no longer shows',
      environment: { AUDIT_TABLE: records.audit.tableName, SEALS_BUCKET: records.seals.bucketName },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(seal, records.audit, { items: [], queries: ['gsi2'] });
    const seals = 'audit-heads/*';
    seal.allow(['s3:PutObject'], [records.seals.arnForObjects(seals)]);
    acknowledgeAtSynthesis(seal, () => ({
      id: `AwsSolutions-IAM5[Resource::${JSON.stringify(Stack.of(seal).resolve(records.seals.bucketArn))}/${seals}]`,
      reason: 'Each day has a seal of its own, which nothing can be put over.',
    }));
    this.schedule('SealAudit', settings, seal, {
      name: 'seal-audit',
      description: 'Seals once a day where the chains of the audit trail have come to',
      every: Duration.days(1),
    });
    return seal;
  }

  /** DynamoDB serves two readers of a stream and slows down more. One is this, and whatever else wants to hear goes behind it; one is free. */
  private readStream(
    reader: HubFunction<unknown>,
    { records }: RecordsStack,
    late: string,
    filters: { [key: string]: unknown }[],
  ): void {
    // Named without its key, which the library would allow to be used past DynamoDB, too.
    const stream = Table.fromTableAttributes(this, `${reader.functionName}-stream`, {
      tableArn: records.tableArn,
      tableStreamArn: records.tableStreamArn ?? '',
    });
    allowTable(reader, records, { items: [] });
    reader.lambda.addEventSource(
      new DynamoEventSource(stream, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        retryAttempts: 100,
        maxRecordAge: Duration.hours(23),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.eventDeadLetters),
        filters,
      }),
    );
    Validations.of(reader).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which AWS grants on no single stream.',
    });
    this.alarm(reader, 'Behind', {
      metric: reader.lambda.metric('IteratorAge', inFiveMinutes(Stats.MAXIMUM)),
      threshold: Duration.minutes(10).toMilliseconds(),
      impact: late,
      runbook: 'stream-behind',
    });
  }

  private schedule(
    id: string,
    settings: EventsStackProps['settings'],
    fn: HubFunction<unknown>,
    when: { readonly name: string; readonly description: string; readonly every: Duration },
  ): void {
    new HubSchedule(this, id, { ...when, fn, settings, deadLetterQueue: this.eventDeadLetters });
  }
}

const acknowledgeQueueSource = (fn: HubFunction<unknown>): void => {
  Validations.of(fn).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'A queue has no destination for failures but its own dead-letter queue, which it has.',
  });
};
