import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { CountedEvent } from '../../shared/platform/metrics.ts';
import { refusedByFirewall } from '../constructs/firewall.ts';
import { HubAlarm, type HubAlarmProps } from '../constructs/hub-alarm.ts';
import { type HubFunction, metricsNamespace } from '../constructs/hub-function.ts';
import type { ApiStack } from './api-stack.ts';
import type { EmailStack } from './email-stack.ts';
import type { EventsStack } from './events-stack.ts';
import type { HubStackProps } from './hub-stack-props.ts';
import type { RecordsStack } from './records-stack.ts';

interface OperationsStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly email: EmailStack;
  readonly api: ApiStack;
  readonly events: EventsStack;
}

const fiveMinutes = Duration.minutes(5);
const total = { statistic: Stats.SUM, period: fiveMinutes };

/** Those that the functions use: DynamoDB counts what it refuses or fails at by operation, and not for a table as a whole. */
const tableOperations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** What is watched, who is told, and the page where an engineer looks first. */
export class OperationsStack extends Stack {
  private readonly tell: Topic;
  private readonly props: OperationsStackProps;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    this.props = props;
    this.tell = this.alarmTopic();
    this.watchApi();
    this.watchFunctions();
    this.watchTables();
    this.watchQueues();
    this.watchEmail();
    this.watchFunding();
    this.dashboard();
  }

  private alarmTopic(): Topic {
    const masterKey = new Key(this, 'AlarmsKey', {
      description: 'Encrypts alarms on their way to a person',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    masterKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const topic = new Topic(this, 'Alarms', { masterKey, enforceSSL: true });
    // A policy of its own takes the place of the one that lets everything in the account publish, alarms among them.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(this.props.settings.alarmEmail));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A notice that cannot be emailed is not lost: the alarm stands on the dashboard until it is over.',
    });
    return topic;
  }

  private alarm(id: string, props: Omit<HubAlarmProps, 'tell'>): void {
    new HubAlarm(this, id, { ...props, tell: this.tell });
  }

  private counted(event: CountedEvent, service: string): Metric {
    return new Metric({
      namespace: metricsNamespace(this.props.settings),
      metricName: event,
      dimensionsMap: { service },
      ...total,
    });
  }

  private watchApi(): void {
    const { api } = this.props.api;
    this.alarm('ApiFailing', {
      metric: api.metricServerError(total),
      threshold: 5,
      impact: 'Some of what people do on the website fails',
      runbook: 'api-failing',
    });
    this.alarm('ApiSlow', {
      metric: api.metricLatency({ statistic: Stats.percentile(99), period: fiveMinutes }),
      threshold: 3000,
      periods: 3,
      impact: 'The website feels slow: one request in a hundred takes three seconds or more',
      runbook: 'api-slow',
    });
    this.alarm('FirewallBusy', {
      metric: refusedByFirewall(this, this.props.settings, total),
      threshold: 1000,
      impact: 'Somebody tries the API at a rate that no person would, or the firewall refuses people',
      runbook: 'firewall-busy',
    });
  }

  private watchFunctions(): void {
    for (const fn of this.functions()) {
      this.alarm(`${fn.functionName}-failing`, {
        metric: fn.lambda.metricErrors(total),
        threshold: 3,
        impact: fn.impact,
        runbook: 'function-failing',
      });
      this.alarm(`${fn.functionName}-throttled`, {
        metric: fn.lambda.metricThrottles(total),
        threshold: 1,
        periods: 2,
        impact: `Too many run at once in this account. ${fn.impact}`,
        runbook: 'function-throttled',
      });
    }
    const relay = this.props.events.functions.find(({ functionName }) => functionName === 'events-relay');
    if (!relay) throw new Error('There is no relay');
    this.alarm('StreamBehind', {
      metric: relay.lambda.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: fiveMinutes }),
      threshold: 10 * 60 * 1000,
      impact: 'Emails leave ten minutes late or more',
      runbook: 'stream-behind',
    });
  }

  private watchTables(): void {
    const { records, audit } = this.props.records;
    const tables: readonly (readonly [string, Table])[] = [
      ['Records', records],
      ['Audit', audit],
    ];
    for (const [name, table] of tables) {
      this.alarm(`${name}Throttled`, {
        metric: table.metricThrottledRequestsForOperations({ operations: tableOperations, ...total }),
        threshold: 10,
        periods: 2,
        impact: 'People are asked to try again: the table does not keep up',
        runbook: 'table-throttled',
      });
      this.alarm(`${name}Failing`, {
        metric: table.metricSystemErrorsForOperations({ operations: tableOperations, ...total }),
        threshold: 10,
        periods: 2,
        impact: 'People are asked to try again: DynamoDB itself fails',
        runbook: 'table-failing',
      });
    }
  }

  private watchQueues(): void {
    const { emailDeadLetters, eventDeadLetters, followUpDeadLetters, followUps } = this.props.events;
    const waiting = { statistic: Stats.MAXIMUM, period: fiveMinutes };
    this.alarm('EmailDeadLettersWaiting', {
      metric: emailDeadLetters.metricApproximateNumberOfMessagesVisible(waiting),
      threshold: 1,
      impact: 'Somebody is owed an email that could not be sent',
      runbook: 'dead-letters',
    });
    this.alarm('FollowUpDeadLettersWaiting', {
      metric: followUpDeadLetters.metricApproximateNumberOfMessagesVisible(waiting),
      threshold: 1,
      impact: 'Free places are not offered, or people have not heard that their session changed or is cancelled',
      runbook: 'dead-letters',
    });
    this.alarm('FollowUpsLate', {
      metric: followUps.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: fiveMinutes }),
      threshold: 15 * 60,
      impact: 'Offers, changes and reminders reach people a quarter of an hour late or more',
      runbook: 'follow-ups-late',
    });
    this.alarm('EventDeadLettersWaiting', {
      metric: eventDeadLetters.metricApproximateNumberOfMessagesVisible(waiting),
      threshold: 1,
      impact: 'Something that should have followed from a change did not',
      runbook: 'dead-letters',
    });
  }

  private watchEmail(): void {
    this.alarm('EmailGivenUp', {
      metric: this.counted('EmailGivenUp', 'events-deliver-email'),
      threshold: 1,
      impact: 'An email could not be delivered and is not tried again: somebody does not know about their booking',
      runbook: 'email-given-up',
    });
    this.alarm('EmailsOwedTooLong', {
      // Counted every quarter of an hour: a shorter period would end the alarm, and tell of it anew, each time.
      metric: this.counted('EmailsOwedTooLong', 'events-requeue-emails').with({ period: Duration.minutes(30) }),
      threshold: 1,
      impact: 'Emails have been owed for an hour or more',
      runbook: 'emails-owed-too-long',
    });
    const hourly = { statistic: Stats.AVERAGE, period: Duration.hours(1) };
    const reputation = (metricName: string) => new Metric({ namespace: 'AWS/SES', metricName, ...hourly });
    // SES reviews an account at 5% bounces or 0.1% complaints (Amazon SES developer guide, sender reputation).
    this.alarm('ManyBounces', {
      metric: reputation('Reputation.BounceRate'),
      threshold: 0.03,
      impact: 'Many emails come back: SES may stop all email of the hub',
      runbook: 'email-reputation',
    });
    this.alarm('ManyComplaints', {
      metric: reputation('Reputation.ComplaintRate'),
      threshold: 0.0005,
      impact: 'People mark our emails as spam: SES may stop all email of the hub',
      runbook: 'email-reputation',
    });
  }

  private watchFunding(): void {
    this.alarm('FundingNotTended', {
      // Counted every hour: a shorter period would end the alarm, and tell of it anew, each time.
      metric: this.counted('FundingNotTended', 'funding-tend').with({ period: Duration.hours(2) }),
      threshold: 1,
      impact: 'An award that has ended still keeps its money, or somebody is not reminded',
      runbook: 'funding-not-tended',
    });
    this.alarm('PaymentsFailing', {
      metric: this.counted('PaymentFailed', 'funding-admin').with({ period: Duration.days(1) }),
      threshold: 3,
      impact: 'Several payments in a day did not arrive: providers and practices wait for their money',
      runbook: 'payments-failing',
    });
    this.alarm('ManyDocumentsRefused', {
      metric: this.counted('DocumentRefused', 'documents-check').with({ period: Duration.hours(1) }),
      threshold: 10,
      impact: 'Many uploads are infected or unreadable: somebody tries something, or scanning is broken',
      runbook: 'many-documents-refused',
    });
  }

  private functions(): readonly HubFunction<unknown>[] {
    return [...this.props.api.functions, ...this.props.events.functions];
  }

  private dashboard(): void {
    const { api, events } = this.props;
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${this.props.settings.hub}-${this.props.settings.stage}`,
      widgets: [
        [
          graph('Bookings', [
            this.counted('BookingConfirmed', 'bookings-public'),
            this.counted('BookingWaitlisted', 'bookings-public'),
            this.counted('BookingCancelled', 'bookings-public'),
          ]),
          graph('Waiting lists', [
            this.counted('OfferMade', 'bookings-follow-up'),
            this.counted('OfferAccepted', 'bookings-public'),
            this.counted('OfferDeclined', 'bookings-public'),
            this.counted('OfferExpired', 'bookings-follow-up'),
            events.followUps.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
          ]),
        ],
        [
          graph('Funding', [
            this.counted('FundingRequested', 'funding-public'),
            this.counted('FundingApproved', 'funding-admin'),
            this.counted('FundingDeclined', 'funding-admin'),
            this.counted('FundingWithdrawn', 'funding-public'),
            this.counted('AwardLapsed', 'funding-tend'),
          ]),
          graph('Invoices and documents', [
            this.counted('InvoiceReceived', 'funding-public'),
            this.counted('InvoicePaid', 'funding-admin'),
            this.counted('PaymentFailed', 'funding-admin'),
            this.counted('DocumentRefused', 'documents-check'),
          ]),
        ],
        [
          graph('Emails', [
            this.counted('EmailSent', 'events-deliver-email'),
            this.counted('EmailGivenUp', 'events-deliver-email'),
            events.emails.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
          ]),
        ],
        [
          graph('Requests and refusals', [
            api.api.metricCount(total),
            api.api.metricClientError(total),
            api.api.metricServerError(total),
          ]),
          graph('Time to answer, 99th percentile', [
            api.api.metricLatency({ statistic: Stats.percentile(99), period: fiveMinutes }),
          ]),
        ],
        [
          graph(
            'Failures of functions',
            this.functions().map(({ lambda }) => lambda.metricErrors(total)),
          ),
          graph('Waiting in dead-letter queues', [
            events.emailDeadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
            events.followUpDeadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
            events.eventDeadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
          ]),
        ],
      ],
    });
  }
}
