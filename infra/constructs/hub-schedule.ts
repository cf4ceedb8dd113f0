import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageSettings } from '../config/settings.ts';
import type { HubFunction } from './hub-function.ts';
import { HubStack } from './hub-stack.ts';

interface HubScheduleProps {
  readonly fn: HubFunction<unknown>;
  readonly settings: StageSettings;
  /** By which a person fires it: `tend-sessions`. */
  readonly name: string;
  readonly description: string;
  readonly every: Duration;
  readonly deadLetterQueue: IQueue;
}

/** Of what runs daily, so that three periods are a day and a half. */
const longestPeriod = Duration.hours(12);

/** Runs a function again and again, and says so where it does not run, or fails even once. */
export class HubSchedule extends Construct {
  constructor(scope: Construct, id: string, props: HubScheduleProps) {
    super(scope, id);
    const { fn, settings, name, description, every, deadLetterQueue } = props;
    new Rule(this, 'Rule', {
      ruleName: `${settings.hub}-${settings.stage}-${name}`,
      description,
      schedule: Schedule.rate(every),
      targets: [
        new LambdaTarget(fn.lambda, { event: RuleTargetInput.fromObject({}), deadLetterQueue, retryAttempts: 2 }),
      ],
    });
    fn.alarmAtFirstFailure();
    HubStack.of(this).alarm(this, 'NotRun', {
      metric: fn.lambda.metricInvocations({
        statistic: Stats.SUM,
        period: every.toSeconds() < longestPeriod.toSeconds() ? every : longestPeriod,
      }),
      threshold: 1,
      below: true,
      periods: 3,
      impact: `The schedule ${name} does not run. ${fn.impact}`,
      runbook: 'schedule-not-run',
    });
  }
}
