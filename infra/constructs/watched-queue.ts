import type { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { deadLetters } from './dead-letters.ts';
import { fifoQueue } from './fifo-queue.ts';
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

interface WatchedLineProps {
  /** Of the queue and of its dead letters. */
  readonly ids: readonly [string, string];
  /** Of what reads it. */
  readonly functionTimeout: Duration;
  readonly maxReceiveCount: number;
  /** Left out: as `fifoQueue` has it. */
  readonly hiddenFor?: Duration;
  readonly late: WatchedQueueProps & { readonly after: Duration };
  /** What it means that something could not be done. */
  readonly dead: string;
}

/** A queue that keeps the order within each group, with dead letters of its own; sounds where it is late, and where anything is dead. */
export function watchedLine(stack: HubStack, props: WatchedLineProps): { readonly queue: Queue; readonly dead: Queue } {
  const [id, deadId] = props.ids;
  const dead = deadLetters(stack, deadId, { fifo: true });
  const redrive = { queue: dead, maxReceiveCount: props.maxReceiveCount };
  const queue = fifoQueue(stack, id, props.functionTimeout, redrive, props.hiddenFor);
  const { after, ...late } = props.late;
  alarmWhenOld(queue, after, late);
  alarmWhenNotEmpty(dead, { impact: props.dead, runbook: 'dead-letters' });
  return { queue, dead };
}
