import { randomUUID } from 'node:crypto';
import type { Runtime } from '../lambda/runtime.ts';
import type { State } from '../state.ts';
import type { Deployment } from '../template/deployment.ts';
import { createBell } from './bell.ts';
import type { DeadLetter } from './dead-letters.ts';
import { fits } from './event-pattern.ts';
import { type Loop, startLoop } from './loop.ts';

export interface Notifications extends Loop {
  /** Keeps what a topic is to tell its functions; they are told until they have heard it, or it is given up. */
  publish(topicArn: string, message: unknown): void;
  /** The same for an event on EventBridge's bus, which goes where a rule has a pattern that it fits. */
  publishToBus(event: unknown): void;
  /** What a topic, or the bus where none is named, has yet to tell. */
  waiting(topicArn?: string): string[];
}

/** No topic has this for its ARN. */
const eventBus = 'event-bus';

/** Lambda tries an asynchronous invocation twice more, after one and two minutes; here nobody wants to wait so long. */
const tries = 3;
const waitMs = (tried: number): number => 500 * 2 ** tried;

/** What is published rings, and what failed is due at its time: this is a net. */
const longestWaitMs = 1000;

/** One event must not wait for another that fails. */
const window = 20;

const snsEvent = (topic: string, message: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: topic,
        Message: message,
        MessageAttributes: {},
      },
    },
  ],
});

/**
 * SNS to Lambda, and EventBridge. What is published is kept first, so that a platform that is killed tells it when it is back. What a function
 * fails at to the last goes to the function's dead letters.
 */
export function startNotifications(deps: {
  readonly deployment: Pick<Deployment, 'subscriptions' | 'functions' | 'rules'>;
  readonly runtimeOf: (functionArn: string) => Runtime | undefined;
  readonly state: State;
  readonly deadLetter: DeadLetter;
}): Notifications {
  const { runtimeOf, state, deadLetter } = deps;
  const { subscriptions, functions, rules } = deps.deployment;
  const insert = state.database.prepare('INSERT INTO owed_event (topic, message) VALUES (?, ?)');
  const oldest = state.database.prepare('SELECT id, topic, message FROM owed_event ORDER BY id LIMIT ?');
  const owedBy = state.database.prepare('SELECT message FROM owed_event WHERE topic = ? ORDER BY id');
  const remove = state.database.prepare('DELETE FROM owed_event WHERE id = ?');
  const published = createBell(0);
  function keep(topic: string, event: unknown): void {
    insert.run(topic, JSON.stringify(event));
    published.ring();
  }
  const deadLettersOf = new Map(functions.map(({ arn, DeadLetterConfig }) => [arn, DeadLetterConfig?.TargetArn]));

  /** Events that failed: how often, when next, and the functions that have yet to hear them. */
  const failed = new Map<number, { tried: number; dueAt: number; left: readonly string[] }>();

  const subscribersOf = (topic: string) =>
    subscriptions
      .filter(({ TopicArn, Protocol }) => TopicArn === topic && Protocol === 'lambda')
      .map(({ Endpoint }) => Endpoint);

  /** The event as its functions get it, and which they are. */
  function routed(topic: string, message: string): { readonly event: unknown; readonly functions: readonly string[] } {
    if (topic !== eventBus) return { event: snsEvent(topic, message), functions: subscribersOf(topic) };
    const event: unknown = JSON.parse(message);
    const fitting = rules.filter(({ EventPattern, State }) => State === 'ENABLED' && fits(EventPattern, event));
    return { event, functions: fitting.flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn)) };
  }

  async function tell(id: number, topic: string, message: string, signal: AbortSignal): Promise<void> {
    const { event, functions: all } = routed(topic, message);
    const { tried, left } = failed.get(id) ?? { tried: 0, left: all };
    const heard = await Promise.all(left.map(async (arn) => (await runtimeOf(arn)?.invoke(event))?.ok ?? true));
    const deaf = left.filter((_, index) => !heard[index]);
    // A platform that is stopping fails what its functions were doing: that is told again when it is back.
    if (deaf.length > 0 && signal.aborted) return;
    if (deaf.length > 0 && tried + 1 < tries) {
      failed.set(id, { tried: tried + 1, dueAt: performance.now() + waitMs(tried), left: deaf });
      return;
    }
    for (const arn of deaf) await deadLetter(deadLettersOf.get(arn), event);
    failed.delete(id);
    remove.run(id);
  }

  const loop = startLoop(async (signal) => {
    const owed = oldest.all(window + failed.size).map((row) => ({
      id: Number(row.id),
      topic: String(row.topic),
      message: String(row.message),
    }));
    const due = owed.filter(({ id }) => (failed.get(id)?.dueAt ?? 0) <= performance.now());
    for (const { id, topic, message } of due) {
      if (signal.aborted) break;
      await tell(id, topic, message, signal);
    }
    const untilDueMs = [...failed.values()].map(({ dueAt }) => Math.max(1, dueAt - performance.now()));
    return { waitMs: due.length > 0 ? 0 : Math.min(longestWaitMs, ...untilDueMs) };
  }, published);
  return {
    ...loop,
    publish: keep,
    publishToBus: (event) => keep(eventBus, event),
    waiting: (topicArn = eventBus) => owedBy.all(topicArn).map(({ message }) => String(message)),
  };
}
