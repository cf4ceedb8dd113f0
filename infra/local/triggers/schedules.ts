import { randomUUID } from 'node:crypto';
import type { Invocation, Runtime } from '../lambda/runtime.ts';
import type { State } from '../state.ts';
import type { DeployedSchedule } from '../template/deployment.ts';
import type { Naming } from '../template/physical-names.ts';
import type { Time } from '../time.ts';
import type { DeadLetter } from './dead-letters.ts';
import { type Loop, startLoop } from './loop.ts';

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(15 minutes)` in milliseconds. None for other expressions, which here are fired by name only. */
export function everyMs(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return count === undefined || unit === undefined ? undefined : Number(count) * (unitMs[unit] ?? 0);
}

export interface Schedules extends Loop {
  /** Fires the schedule of that name, in full or its end. None where there is no such schedule. */
  fire(name: string): Promise<readonly Invocation[] | undefined>;
}

/** EventBridge's schedules, on the platform's clock. */
export function startSchedules(deps: {
  readonly schedules: readonly DeployedSchedule[];
  readonly runtimeOf: (functionArn: string) => Runtime | undefined;
  readonly time: Time;
  readonly state: State;
  readonly deadLetter: DeadLetter;
  readonly naming: Naming;
}): Schedules {
  const { schedules, runtimeOf, time, state, deadLetter, naming } = deps;
  const lastFired = (name: string) => `schedule/${name}`;

  /** What EventBridge sends where the target asks for nothing else. */
  const scheduledEvent = (name: string) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: naming.account,
    time: time.now().toISOString(),
    region: naming.region,
    resources: [`arn:aws:events:${naming.region}:${naming.account}:rule/${name}`],
    detail: {},
  });

  async function run({ name, Targets }: DeployedSchedule): Promise<Invocation[]> {
    state.set(lastFired(name), String(time.now().getTime()));
    return Promise.all(
      Targets.map(async ({ Arn, Input, RetryPolicy, DeadLetterConfig }) => {
        const runtime = runtimeOf(Arn);
        if (!runtime) throw new Error(`${name} has a target that is no function here`);
        const attempts = 1 + (RetryPolicy?.MaximumRetryAttempts ?? 2);
        const event: unknown = Input === undefined ? scheduledEvent(name) : JSON.parse(Input);
        let invocation = await runtime.invoke(event);
        for (let attempt = 1; attempt < attempts && !invocation.ok; attempt += 1)
          invocation = await runtime.invoke(event);
        if (!invocation.ok) await deadLetter(DeadLetterConfig?.Arn, event);
        return invocation;
      }),
    );
  }

  function isDue({ name, ScheduleExpression, State }: DeployedSchedule): boolean {
    const every = everyMs(ScheduleExpression);
    if (every === undefined || State !== 'ENABLED') return false;
    const last = state.get(lastFired(name));
    if (last === undefined) {
      state.set(lastFired(name), String(time.now().getTime()));
      return false;
    }
    return time.now().getTime() >= Number(last) + every;
  }

  const loop = startLoop(async () => {
    for (const schedule of schedules.filter(isDue)) await run(schedule);
    return { waitMs: 1000 };
  });
  return {
    ...loop,
    async fire(name) {
      const schedule = schedules.find((candidate) => candidate.name === name || candidate.name.endsWith(`-${name}`));
      return schedule && run(schedule);
    },
  };
}
