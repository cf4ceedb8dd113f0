import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SnsEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DeliverEmailEnv, EmailStatusEnv, RelayEnv, RequeueEmailsEnv } from '../../functions/events/env.ts';
import type { EnvironmentOf } from '../../shared/platform/env.ts';
import { deadLetters } from '../constructs/dead-letters.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowTable } from '../constructs/table-access.ts';
import type { EmailStack } from './email-stack.ts';
import type { HubStackProps } from './hub-stack-props.ts';
import type { RecordsStack } from './records-stack.ts';

interface EventsStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly email: EmailStack;
}

/** What follows from a change: the outbox's way from the table's stream to SES, and back to the record. */
export class EventsStack extends Stack {
  readonly functions: readonly HubFunction<unknown>[];
  readonly emails: Queue;
  readonly emailDeadLetters: Queue;
  readonly eventDeadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventsStackProps) {
    super(scope, id, props);
    this.eventDeadLetters = deadLetters(this, 'EventDeadLetters');
    this.emailDeadLetters = deadLetters(this, 'EmailDeadLetters', { fifo: true });
    this.emails = new Queue(this, 'Emails', {
      fifo: true,
      encryption: QueueEncryption.KMS_MANAGED,
      enforceSSL: true,
      // Six times the function's time, as AWS advises, so that nothing being sent is handed out again.
      visibilityTimeout: Duration.minutes(6),
      retentionPeriod: Duration.days(14),
      // More than the attempts that the function makes, which gives up by itself: what comes here, it could not even do that with.
      deadLetterQueue: { queue: this.emailDeadLetters, maxReceiveCount: 30 },
    });

    this.functions = [this.relay(props), this.deliverEmail(props), this.emailStatus(props), this.requeueEmails(props)];
  }

  private relay({ settings, records }: EventsStackProps) {
    const relay = new HubFunction<EnvironmentOf<typeof RelayEnv>>(this, {
      name: 'events-relay',
      settings,
      timeout: Duration.seconds(30),
      impact: 'Confirmation emails are late: bookings are kept, but nobody hears of them until this is mended',
      environment: { EMAILS_QUEUE_URL: this.emails.queueUrl },
    });
    relay.allow(['sqs:SendMessage'], [this.emails.queueArn]);
    Validations.of(relay).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which AWS grants on no single stream.',
    });
    relay.lambda.addEventSource(
      // The library's own types disagree under exactOptionalPropertyTypes.
      new DynamoEventSource(records.records as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        retryAttempts: 100,
        maxRecordAge: Duration.hours(23),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.eventDeadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { type: { S: FilterRule.isEqual('email') } } },
          }),
        ],
      }),
    );
    return relay;
  }

  private deliverEmail({ settings, records, email }: EventsStackProps) {
    const deliver = new HubFunction<EnvironmentOf<typeof DeliverEmailEnv>>(this, {
      name: 'events-deliver-email',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Emails are late: people do not know whether they have a place, and have no link to cancel',
      environment: {
        RECORDS_TABLE: records.records.tableName,
        EMAILS_QUEUE_URL: this.emails.queueUrl,
        EMAIL_CONFIGURATION_SET: email.configurationSet.configurationSetName,
        EMAIL_FROM: settings.email.from,
        SITE_URL: settings.siteUrl,
      },
    });
    allowTable(deliver, records.records, { items: ['GetItem', 'UpdateItem', 'PutItem'] });
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: email.configurationSet.configurationSetName,
    });
    deliver.allow(['ses:SendRawEmail'], [email.identity.emailIdentityArn, configurationSetArn], {
      StringEquals: { 'ses:FromAddress': settings.email.from },
    });
    deliver.lambda.addEventSource(new SqsEventSource(this.emails, { batchSize: 5, reportBatchItemFailures: true }));
    Validations.of(deliver).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A queue has no destination for failures but its own dead-letter queue, which it has.',
    });
    return deliver;
  }

  private emailStatus({ settings, records, email }: EventsStackProps) {
    const status = new HubFunction<EnvironmentOf<typeof EmailStatusEnv>>(this, {
      name: 'events-email-status',
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
      name: 'events-requeue-emails',
      settings,
      timeout: Duration.minutes(1),
      impact: 'Emails that were lost on their way stay lost until this is mended',
      environment: { RECORDS_TABLE: records.records.tableName, EMAILS_QUEUE_URL: this.emails.queueUrl },
      deadLetterQueue: this.eventDeadLetters,
    });
    allowTable(requeue, records.records, { items: [], queries: ['gsi1'] });
    requeue.allow(['sqs:SendMessage'], [this.emails.queueArn]);
    new Rule(this, 'RequeueEmails', {
      ruleName: `${settings.hub}-${settings.stage}-requeue-emails`,
      description: 'Puts emails that are still owed in line again',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [
        new LambdaTarget(requeue.lambda, {
          event: RuleTargetInput.fromObject({}),
          deadLetterQueue: this.eventDeadLetters,
          retryAttempts: 2,
        }),
      ],
    });
    return requeue;
  }
}
