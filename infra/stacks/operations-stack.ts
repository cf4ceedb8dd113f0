import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { CountedEvent } from '#platform/metrics.ts';
import type { StageSettings } from '../config/settings.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { metricsNamespace } from '../constructs/hub-stack.ts';
import type { ApiStack } from './api-stack.ts';
import type { EventsStack } from './events-stack.ts';

interface OperationsStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly api: ApiStack;
  readonly events: EventsStack;
}

const total = inFiveMinutes(Stats.SUM);
const fiveMinutes = Duration.minutes(5);

/** The page where an engineer looks first. It watches nothing: alarms stand beside what they watch. */
export class OperationsStack extends Stack {
  private readonly props: OperationsStackProps;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    this.props = props;
    this.dashboard();
  }

  /** Whichever functions count it: a place is cancelled by who booked it, and by staff. */
  private counted(event: CountedEvent): IMetric {
    const namespace = metricsNamespace(this.props.settings);
    return new MathExpression({
      expression: `SUM(SEARCH('{"${namespace}",service} MetricName="${event}"', 'Sum'))`,
      usingMetrics: {},
      label: event,
      period: fiveMinutes,
    });
  }

  private dashboard(): void {
    const { api, events } = this.props;
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    const counts = (title: string, names: readonly CountedEvent[]) =>
      graph(
        title,
        names.map((name) => this.counted(name)),
      );
    const waiting = (title: string, queues: readonly Queue[]) =>
      graph(
        title,
        queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes })),
      );
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${this.props.settings.hub}-${this.props.settings.stage}`,
      widgets: [
        [
          counts('Bookings', ['BookingConfirmed', 'BookingWaitlisted', 'BookingCancelled']),
          counts('Waiting lists', ['OfferMade', 'OfferAccepted', 'OfferDeclined', 'OfferExpired']),
        ],
        [
          counts('Funding', [
            'FundingRequested',
            'FundingApproved',
            'FundingDeclined',
            'FundingWithdrawn',
            'AwardLapsed',
          ]),
          counts('Invoices and documents', ['InvoiceReceived', 'InvoicePaid', 'PaymentFailed', 'DocumentRefused']),
        ],
        [counts('Emails', ['EmailSent', 'EmailGivenUp']), waiting('Waiting in queues', events.queues)],
        [
          graph('Requests and refusals', [
            api.api.metricCount(total),
            api.api.metricClientError(total),
            api.api.metricServerError(total),
          ]),
          graph('Time to answer, 99th percentile', [api.api.metricLatency(inFiveMinutes(Stats.percentile(99)))]),
        ],
        [
          graph(
            'Failures of functions',
            [...api.functions, ...events.functions].map(({ lambda }) => lambda.metricErrors(total)),
          ),
          waiting('Waiting in dead-letter queues', events.deadLetters),
        ],
      ],
    });
  }
}
