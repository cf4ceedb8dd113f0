import type { Engines } from '../engines/engines.ts';
import type { Functions } from '../lambda/functions.ts';
import { endByLifecycle } from '../s3/lifecycle.ts';
import type { Objects } from '../s3/objects.ts';
import type { State } from '../state.ts';
import { type Sweeper, startSweeper } from '../sweeper.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import type { Bell } from './bell.ts';
import type { DeadLetter } from './dead-letters.ts';
import { startEventSources } from './event-sources.ts';
import type { Loop } from './loop.ts';
import { type Schedules, startSchedules } from './schedules.ts';

export interface TriggersDeps {
  readonly deployment: Deployment;
  readonly engines: Engines;
  readonly functions: Functions;
  readonly state: State;
  readonly time: Time;
  readonly deadLetter: DeadLetter;
  readonly objects: Objects;
  /** Rung at each write of a function to a table. */
  readonly written: Bell;
}

export interface Triggers {
  readonly sweeper: Sweeper;
  readonly schedules: Schedules;
}

/** What calls functions without being asked to by anybody. @param started - told of each loop at once, as of one to stop */
export async function startTriggers(deps: TriggersDeps, started: (loop: Loop) => void): Promise<Triggers> {
  const { deployment, engines, functions, state, time, deadLetter, objects, written } = deps;
  const { tables, buckets, schedules: declared, naming } = deployment;
  const { runtimeOf } = functions;
  const sweeper = startSweeper({
    client: engines.dynamoDb.client,
    tables,
    time,
    state,
    endObjects: () => endByLifecycle(buckets, objects, time.now()),
  });
  started(sweeper);
  const schedules = startSchedules({ schedules: declared, naming, runtimeOf, time, state, deadLetter });
  started(schedules);
  await startEventSources({ deployment, engines, functions, sweeper, state, deadLetter, written }, started);
  return { sweeper, schedules };
}
