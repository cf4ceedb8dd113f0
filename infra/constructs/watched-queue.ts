import type { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { inFiveMinutes } from './hub-alarm.ts';
import { HubStack } from './hub-stack.ts';

interface WatchedQueueProps {
  readonly impact: string;
  readonly runbook: string;
}

/** Sounds where a message has waited for so long. */
export const alarmWhenOld = (queue: Queue, after: Duration, props: WatchedQueueProps) =>
  HubStack.of(queue).alarm(queue, 'Old', {
    ...props,
    metric: queue.metricApproximateAgeOfOldestMessage(inFiveMinutes(Stats.MAXIMUM)),
    threshold: after.toSeconds(),
  });

/** Sounds where anything is in it. */
export const alarmWhenNotEmpty = (queue: Queue, props: WatchedQueueProps) =>
  HubStack.of(queue).alarm(queue, 'Waiting', {
    ...props,
    metric: queue.metricApproximateNumberOfMessagesVisible(inFiveMinutes(Stats.MAXIMUM)),
    threshold: 1,
  });
