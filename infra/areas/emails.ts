import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { SnsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { DeliverEmailEnv, EmailStatusEnv, EmailsAdminEnv, RequeueEmailsEnv } from '#functions/emails/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { deadLetters } from '../constructs/dead-letters.ts';
import { fifoQueue } from '../constructs/fifo-queue.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import type { HubStack } from '../constructs/hub-stack.ts';
import { readQueue } from '../constructs/read-queue.ts';
import { allowAuditing, allowRecords, type RecordAccess, type RecordsAccess } from '../constructs/table-access.ts';
import { alarmWhenNotEmpty, alarmWhenOld } from '../constructs/watched-queue.ts';
import { type ApiScope, apiTimeout, type EventsScope, subjectsKeyOf } from './scope.ts';

/** Batches at once from each queue of emails: near SES's usual rate, and never the account's whole concurrency. */
const emailConcurrency = 2;

const deliveryTimeout = Duration.minutes(1);

/** Apart from every other, since none else may ask anything of SES's own list. */
export function emailsApi({ stack, settings, environment, records }: ApiScope): HubFunction<unknown>[] {
  const fn = new HubFunction<EnvironmentOf<typeof EmailsAdminEnv>>(stack, {
    name: 'emails-admin',
    settings,
    timeout: apiTimeout,
    impact: 'Staff cannot have the hub write again to an address whose emails came back',
    environment: { ...environment, AUDIT_TABLE: records.audit.tableName },
  });
  allowRecords(fn, records, { suppressedAddress: ['delete'], reply: ['read', 'put'] });
  allowAuditing(fn, records.audit);
  fn.allow(['ses:DeleteSuppressedDestination'], ['*']);
  Validations.of(fn).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'ses:DeleteSuppressedDestination: the list is the account’s, and AWS grants it on no single resource.',
  });
  return [fn];
}

/** Emails on their way, those with a document to be made apart. */
export function emailsQueues(stack: HubStack) {
  const emailDeadLetters = deadLetters(stack, 'EmailDeadLetters', { fifo: true });
  // Far more than the times that the deliverer puts an email off, since those behind it in a batch are handed out as often though
  // nobody tried them. What comes here is still owed, and is put in line again by the net.
  const deadEmails = { queue: emailDeadLetters, maxReceiveCount: 200 };
  const emails = fifoQueue(stack, 'Emails', deliveryTimeout, deadEmails);
  const emailsWithDocuments = fifoQueue(stack, 'EmailsWithDocuments', deliveryTimeout, deadEmails);
  const late = { impact: 'Emails leave half an hour late or more', runbook: 'emails-owed-too-long' };
  alarmWhenOld(emails, Duration.minutes(30), late);
  alarmWhenOld(emailsWithDocuments, Duration.minutes(30), {
    ...late,
    impact: 'Certificates leave half an hour late or more',
  });
  alarmWhenNotEmpty(emailDeadLetters, {
    impact: 'Somebody is owed an email that could not be sent',
    runbook: 'dead-letters',
  });
  return { emails, emailsWithDocuments, emailDeadLetters };
}

export interface EmailsOnTheirWay {
  readonly emails: Queue;
  readonly emailsWithDocuments: Queue;
}

/** Where the queues are, for what puts emails in line. */
export const emailsQueueUrls = ({ emails, emailsWithDocuments }: EmailsOnTheirWay) => ({
  EMAILS_QUEUE_URL: emails.queueUrl,
  EMAILS_WITH_DOCUMENTS_QUEUE_URL: emailsWithDocuments.queueUrl,
});

const emailsOfEveryKind = (access: readonly RecordAccess[]) => ({
  bookingEmail: access,
  groupBookingEmail: access,
  sessionEmail: access,
  fundingRequestEmail: access,
  statementEmail: access,
  fundingQueuesEmail: access,
  registrationEmail: access,
  accountEmail: access,
  newEmailEmail: access,
  oldEmailEmail: access,
  newsEmail: access,
});

/** A link is kept before the email that brings it leaves, and goes where that could not leave. */
const everyLink = {
  bookingLink: ['put', 'delete'],
  groupBookingLink: ['put', 'delete'],
  fundingRequestLink: ['put', 'delete'],
  statementLink: ['put', 'delete'],
  registrationLink: ['put', 'delete'],
  accountLink: ['put', 'delete'],
  newEmailLink: ['put', 'delete'],
  oldEmailLink: ['put', 'delete'],
  newsLink: ['put', 'delete'],
} as const satisfies RecordsAccess;

/** Before news leaves, it is asked once more whether it still may. */
const everything = {
  ...emailsOfEveryKind(['query', 'update']),
  ...everyLink,
  choice: ['query'],
  unsubscribed: ['read'],
  news: ['read'],
} as const;

/** Certificates are about bookings. */
const certificates = { bookingEmail: ['query', 'update'], bookingLink: everyLink.bookingLink } as const;

type EmailsEvents = EventsScope & EmailsOnTheirWay;

export function emailsEvents(scope: EmailsEvents): HubFunction<unknown>[] {
  watchEmails(scope);
  return [
    deliverEmail('emails-deliver', scope.emails, everything, scope),
    deliverEmail('emails-deliver-certificate', scope.emailsWithDocuments, certificates, scope),
    emailStatus(scope),
    requeueEmails(scope),
  ];
}

function watchEmails({ stack }: EmailsEvents): void {
  for (const deliverer of ['emails-deliver', 'emails-deliver-certificate']) {
    stack.alarm(stack, `${deliverer}-given-up`, {
      metric: stack.counted('EmailGivenUp', deliverer),
      threshold: 1,
      impact: 'An email could not be delivered and is not tried again: somebody does not know what they should',
      runbook: 'email-given-up',
    });
    stack.alarm(stack, `${deliverer}-stopped`, {
      // As often as the net brings back what waits: a shorter period would end the alarm, and tell of it anew, each time.
      metric: stack.counted('SendingStopped', deliverer).with({ period: Duration.minutes(15) }),
      threshold: 1,
      impact: 'SES takes no emails, or takes them too slowly: those that are owed wait',
      runbook: 'sending-stopped',
    });
    stack.alarm(stack, `${deliverer}-not-readable`, {
      // Met again whenever the net takes the email up: a shorter period would tell of it anew each time.
      metric: stack.counted('EmailNotReadable', deliverer).with({ period: Duration.hours(1) }),
      threshold: 1,
      impact: 'An email cannot be read by what is deployed, and waits: somebody does not know what they should',
      runbook: 'record-not-readable',
    });
  }
  stack.alarm(stack, 'EmailsOwedTooLong', {
    // Counted every quarter of an hour: a shorter period would end the alarm, and tell of it anew, each time.
    metric: stack.counted('EmailsOwedTooLong', 'emails-requeue').with({ period: Duration.minutes(30) }),
    threshold: 1,
    impact: 'Emails have been owed for an hour or more',
    runbook: 'emails-owed-too-long',
  });
}

/** One deliverer for each queue of emails: what makes documents weighs too much for the others to wait for. */
function deliverEmail(
  name: string,
  queue: Queue,
  delivered: RecordsAccess,
  { stack, settings, records, email }: EmailsEvents,
) {
  const fn = new HubFunction<EnvironmentOf<typeof DeliverEmailEnv>>(stack, {
    name,
    settings,
    timeout: deliveryTimeout,
    impact: 'Emails are late: people do not know whether they have a place, and have no link to cancel',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      QUEUE_URL: queue.queueUrl,
      EMAIL_CONFIGURATION_SET: email.configurationSet.configurationSetName,
      EMAIL_FROM: settings.email.from,
      SITE_URL: settings.siteUrl,
      API_URL: settings.apiUrl ?? settings.siteUrl,
    },
  });
  // Whoever has another address by now is written to there.
  allowRecords(fn, records, { ...delivered, suppressedAddress: ['read'], address: ['read'], person: ['read'] });
  const configurationSetArn = Stack.of(stack).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: email.configurationSet.configurationSetName,
  });
  fn.allow(['ses:SendRawEmail'], [email.identity.emailIdentityArn, configurationSetArn], {
    StringEquals: { 'ses:FromAddress': settings.email.from },
  });
  readQueue(fn, queue, { batchSize: 5, maxConcurrency: emailConcurrency });
  return fn;
}

function emailStatus({ stack, settings, records, email, eventDeadLetters }: EmailsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof EmailStatusEnv>>(stack, {
    name: 'emails-status',
    settings,
    timeout: Duration.seconds(20),
    impact: 'Bounces and complaints are not seen: the hub may go on writing to addresses that refuse it',
    environment: { RECORDS_TABLE: records.records.tableName, ...subjectsKeyOf(records) },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    ...emailsOfEveryKind(['update']),
    // Its staff see that its holder’s emails come back.
    booking: ['update'],
    suppressedAddress: ['put'],
  });
  fn.lambda.addEventSource(new SnsEventSource(email.statusTopic, { deadLetterQueue: eventDeadLetters }));
  return fn;
}

function requeueEmails(scope: EmailsEvents) {
  const { stack, settings, records, eventDeadLetters, emails, emailsWithDocuments } = scope;
  const fn = new HubFunction<EnvironmentOf<typeof RequeueEmailsEnv>>(stack, {
    name: 'emails-requeue',
    settings,
    timeout: Duration.minutes(1),
    impact: 'Emails that were lost on their way stay lost until this is mended',
    environment: { RECORDS_TABLE: records.records.tableName, ...emailsQueueUrls(scope) },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    ...emailsOfEveryKind(['query', 'update']),
    lists: ['emailsOwed', 'emailsGivenUp'],
  });
  fn.allow(['sqs:SendMessage'], [emails.queueArn, emailsWithDocuments.queueArn]);
  new HubSchedule(stack, 'RequeueEmails', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'requeue-emails',
    description: 'Puts emails that are still owed in line again',
    every: Duration.minutes(15),
  });
  return fn;
}
