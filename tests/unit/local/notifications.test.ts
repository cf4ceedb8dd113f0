import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../infra/local/lambda/invocation.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import { startNotifications } from '../../../infra/local/triggers/notifications.ts';

const topic = 'arn:aws:sns:eu-west-2:000000000000:topic';
const listener = 'arn:aws:lambda:eu-west-2:000000000000:function:listener';
const done: Invocation = { ok: true, payload: null };
const failed: Invocation = { ok: false, errorType: 'Error', errorMessage: 'asked for' };

describe('what a topic is to tell', () => {
  let folder: string;
  let state: State;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-notifications-'));
    state = openState(folder, false);
  });
  afterEach(() => {
    state.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A function that answers as told, the last answer for ever, and what it heard. */
  function listen(...answers: Invocation[]) {
    const heard: string[] = [];
    const invoke = async (event: unknown) => {
      const [record] = (event as { Records: { Sns: { Message: string } }[] }).Records;
      heard.push(JSON.parse(record?.Sns.Message ?? ''));
      return answers.length > 1 ? (answers.shift() ?? done) : (answers[0] ?? done);
    };
    const notifications = startNotifications({
      deployment: {
        subscriptions: [{ TopicArn: topic, Protocol: 'lambda', Endpoint: listener }],
        functions: [],
        rules: [],
      },
      runtimeOf: () => ({ invoke, isBusy: () => false, kill: () => undefined, stop: async () => undefined }),
      state,
      deadLetter: async () => undefined,
    });
    return { heard, notifications };
  }

  it('is told at once, also where it is published while something else is told', async () => {
    const { heard, notifications } = listen();
    await sleep(20);
    notifications.publish(topic, 'first');
    await sleep(1);
    notifications.publish(topic, 'second');
    await sleep(100);
    expect(heard).toEqual(['first', 'second']);
    await notifications.stop();
  });

  it('is told again where the function failed, and keeps nothing else waiting', async () => {
    const { heard, notifications } = listen(failed, done);
    notifications.publish(topic, 'fails once');
    await sleep(50);
    notifications.publish(topic, 'after it');
    await sleep(100);
    expect(heard).toEqual(['fails once', 'after it']);
    await sleep(600);
    expect(heard).toEqual(['fails once', 'after it', 'fails once']);
    expect(notifications.waiting(topic)).toEqual([]);
    await notifications.stop();
  });

  it('is told by the next platform where this one stopped before it could', async () => {
    const { notifications } = listen(failed);
    notifications.publish(topic, 'kept');
    await sleep(50);
    await notifications.stop();
    const next = listen();
    await sleep(50);
    expect(next.heard).toEqual(['kept']);
    await next.notifications.stop();
  });
});
