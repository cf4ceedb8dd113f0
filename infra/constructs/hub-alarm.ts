import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** How most is watched. */
export const inFiveMinutes = (statistic: string) => ({ statistic, period: Duration.minutes(5) });

export interface HubAlarmProps {
  readonly metric: IMetric;
  /** The alarm sounds at this value or above; or, where `below` is said, below it. */
  readonly threshold: number;
  /** Sounds where too little happens, and where nothing is heard at all. */
  readonly below?: true;
  /** Periods in a row; one where a single event already needs a person. */
  readonly periods?: number;
  /** What people notice. */
  readonly impact: string;
  /** `docs/runbooks/<runbook>.md`. */
  readonly runbook: string;
  readonly tell: ITopic;
}

/** Something that needs a person: says what people notice, and where it is written what to do. */
export class HubAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: HubAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.impact}. What to do: docs/runbooks/${props.runbook}.md`,
    });
    this.addAlarmAction(new SnsAction(props.tell));
    this.addOkAction(new SnsAction(props.tell));
  }
}
