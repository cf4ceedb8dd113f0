import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { RelayEnv } from '#functions/changes/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { allowStreamKey } from '../constructs/table-access.ts';
import { type EmailsOnTheirWay, emailsQueueUrls } from './emails.ts';
import type { EventsScope } from './scope.ts';

interface ChangesEvents extends EventsScope, EmailsOnTheirWay {
  readonly followUps: Queue;
  readonly listingChanges: Queue;
  readonly documentRemovals: Queue;
  readonly accountEndings: Queue;
  readonly demographicsUpkeep: Queue;
  readonly documentDeadLetters: Queue;
}

const changesThatMatter = [
  FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: { NewImage: { type: { S: FilterRule.or('email', 'links-asked') } } },
  }),
  FilterCriteria.filter({
    eventName: FilterRule.isEqual('MODIFY'),
    dynamodb: { NewImage: { type: { S: FilterRule.or('places', 'session', 'person', 'choice', 'group-booking') } } },
  }),
  FilterCriteria.filter({
    eventName: FilterRule.isEqual('REMOVE'),
    dynamodb: { OldImage: { type: { S: FilterRule.or('document', 'training-document', 'person', 'access-needs') } } },
  }),
];

/** The reader of the table's stream, which puts what follows from each change in the line of whoever carries it out. */
export function changesEvents(scope: ChangesEvents): HubFunction<unknown>[] {
  const { stack, settings, emails, emailsWithDocuments } = scope;
  const { followUps, listingChanges, documentRemovals, accountEndings, demographicsUpkeep, documentDeadLetters } =
    scope;
  const fn = new HubFunction<EnvironmentOf<typeof RelayEnv>>(stack, {
    name: 'changes-relay',
    settings,
    timeout: Duration.seconds(30),
    impact: 'Confirmation emails are late: bookings are kept, but nobody hears of them until this is mended',
    environment: {
      ...emailsQueueUrls(scope),
      FOLLOW_UPS_QUEUE_URL: followUps.queueUrl,
      LISTING_CHANGES_QUEUE_URL: listingChanges.queueUrl,
      DOCUMENT_REMOVALS_QUEUE_URL: documentRemovals.queueUrl,
      ACCOUNT_ENDINGS_QUEUE_URL: accountEndings.queueUrl,
      DEMOGRAPHICS_QUEUE_URL: demographicsUpkeep.queueUrl,
      DOCUMENT_DEAD_LETTERS_URL: documentDeadLetters.queueUrl,
    },
  });
  const filled = [
    emails,
    emailsWithDocuments,
    followUps,
    listingChanges,
    documentRemovals,
    accountEndings,
    demographicsUpkeep,
    documentDeadLetters,
  ];
  fn.allow(
    ['sqs:SendMessage'],
    filled.map(({ queueArn }) => queueArn),
  );
  readStream(fn, scope);
  stack.alarm(fn, 'Behind', {
    metric: fn.lambda.metric('IteratorAge', inFiveMinutes(Stats.MAXIMUM)),
    threshold: Duration.minutes(10).toMilliseconds(),
    impact: 'Emails leave ten minutes late or more, and what is to be deleted stays',
    runbook: 'stream-behind',
  });
  return [fn];
}

/** DynamoDB serves two readers of a stream and slows down more. One is this, and whatever else wants to hear goes behind it; one is free. */
function readStream(
  reader: HubFunction<unknown>,
  { stack, records: { records }, eventDeadLetters }: EventsScope,
): void {
  // Named without its key, which the library would allow to be used past DynamoDB, too.
  const stream = Table.fromTableAttributes(stack, `${reader.functionName}-stream`, {
    tableArn: records.tableArn,
    tableStreamArn: records.tableStreamArn ?? '',
  });
  allowStreamKey(reader, records);
  reader.lambda.addEventSource(
    new DynamoEventSource(stream, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 100,
      maxRecordAge: Duration.hours(23),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(eventDeadLetters),
      filters: [...changesThatMatter],
    }),
  );
  Validations.of(reader).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'dynamodb:ListStreams, which AWS grants on no single stream.',
  });
}
