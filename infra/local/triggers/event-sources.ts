import type { Engines } from '../engines/engines.ts';
import { createJsonClient } from '../engines/json-client.ts';
import { StartFault } from '../fault.ts';
import type { Functions } from '../lambda/functions.ts';
import type { State } from '../state.ts';
import type { Sweeper } from '../sweeper.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Bell } from './bell.ts';
import type { DeadLetter } from './dead-letters.ts';
import type { Loop } from './loop.ts';
import { startQueue } from './queues.ts';
import { createStreamReader, type StreamRecord } from './stream-records.ts';
import { startStream } from './streams.ts';

/** Lambda reads a queue with several at once, too. */
const queuePollers = 2;

export interface EventSourcesDeps {
  readonly deployment: Deployment;
  readonly engines: Engines;
  readonly functions: Functions;
  readonly sweeper: Sweeper;
  readonly state: State;
  readonly deadLetter: DeadLetter;
  readonly written: Bell;
}

/**
 * Every event source mapping of the templates.
 *
 * @param started - told of each one at once, so that it can be stopped where a later one fails
 * @throws StartFault where one feeds no function, or from what we have no stand-in for
 */
export async function startEventSources(deps: EventSourcesDeps, started: (loop: Loop) => void): Promise<void> {
  const { engines, functions, sweeper, state, deadLetter, written } = deps;
  const { mappings, tables, queues } = deps.deployment;
  const callStreams = createJsonClient(engines.dynamoDb.endpoint, 'dynamodb', 'DynamoDBStreams_20120810');
  const callQueues = createJsonClient(engines.queues.endpoint, 'sqs', 'AmazonSQS');
  for (const mapping of mappings) {
    const runtime = functions.runtimeOf(mapping.FunctionName);
    if (!runtime) throw new StartFault(`An event source feeds ${mapping.FunctionName}, which is no function here`);
    const table = tables.find(({ arn }) => mapping.EventSourceArn.startsWith(`${arn}/stream`));
    const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn);
    if (table) {
      const stream = createStreamReader(callStreams, await engines.dynamoDb.streamArn(table.name));
      const deletedByTtl = (record: StreamRecord) => sweeper.deleted(table, record);
      started(startStream({ stream, mapping, runtime, state, deadLetter, deletedByTtl, written }));
    } else if (queue) {
      for (let poller = 0; poller < queuePollers; poller += 1)
        started(startQueue({ call: callQueues, queue, mapping, runtime }));
    } else throw new StartFault(`There is no stand-in for the event source ${mapping.EventSourceArn}`);
  }
}
