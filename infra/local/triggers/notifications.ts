import { randomUUID } from 'node:crypto';
import type { Runtime } from '../lambda/runtime.ts';
import type { State } from '../state.ts';
import type { Deployment } from '../template/deployment.ts';
import { type Loop, startLoop } from './loop.ts';

export interface Notifications extends Loop {
  /** Keeps what a topic is to tell its functions; they are told until they have heard it. */
  publish(topicArn: string, message: unknown): void;
}

/** SNS to Lambda. What is published is kept first, so that a platform that is killed tells it when it is back. */
export function startNotifications(deps: {
  readonly subscriptions: Deployment['subscriptions'];
  readonly runtimeOf: (functionArn: string) => Runtime | undefined;
  readonly state: State;
}): Notifications {
  const { subscriptions, runtimeOf, state } = deps;
  const insert = state.database.prepare('INSERT INTO owed_event (topic, message) VALUES (?, ?)');
  const oldest = state.database.prepare('SELECT id, topic, message FROM owed_event ORDER BY id LIMIT 1');
  const remove = state.database.prepare('DELETE FROM owed_event WHERE id = ?');

  async function tell(topic: string, message: string): Promise<boolean> {
    const subscribed = subscriptions.filter(({ TopicArn, Protocol }) => TopicArn === topic && Protocol === 'lambda');
    const invocations = await Promise.all(
      subscribed.map(({ Endpoint }) =>
        runtimeOf(Endpoint)?.invoke({
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
        }),
      ),
    );
    return invocations.every((invocation) => invocation === undefined || invocation.ok);
  }

  const loop = startLoop(async () => {
    const owed = oldest.get();
    if (!owed) return { waitMs: 30 };
    if (!(await tell(String(owed.topic), String(owed.message)))) return { waitMs: 500 };
    remove.run(Number(owed.id));
    return { waitMs: 0 };
  });
  return {
    ...loop,
    publish: (topicArn, message) => {
      insert.run(topicArn, JSON.stringify(message));
    },
  };
}
