import { join } from 'node:path';
import { environmentOf, functionNamed } from './deployed.ts';
import { bareHandler } from './floors.ts';
import type { BenchHub } from './hub.ts';
import { type Compared, type Row, timesRow } from './measure.ts';
import { entryOf, say, timesOf, written } from './processes.ts';
import { requestEvent } from './requests.ts';
import { personOf } from './stored-bookings.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';
import type { WarmSettings } from './warm/settings.ts';

const atOnce = 50;

const requestsFor = (sessionId: string) => [
  {
    operation: 'getSession',
    status: 200,
    event: requestEvent({ method: 'GET', resource: '/v1/sessions/{sessionId}', path: { sessionId } }),
  },
  {
    operation: 'bookPlace',
    status: 201,
    event: requestEvent({
      method: 'POST',
      resource: '/v1/bookings',
      body: { sessionId, person: personOf('warm.somebody@nhs.net') },
    }),
  },
];

async function compared(
  hub: BenchHub,
  front: TlsFront,
  request: Pick<WarmSettings, 'event' | 'status' | 'given'> & { readonly operation: string },
  pairs: number,
): Promise<Row> {
  const fn = await functionNamed('bookings-public');
  const environment = { ...environmentOf(fn), ...front.environment };
  const { operation, event, status, given } = request;
  const recorded = await front.callsOf(() => timesOf({ ...entryOf(fn), environment, event }));
  // A process asks for its code once, when it is cold.
  const calls = recorded.filter(({ command }) => command !== 'GenerateMac');
  const { file, handler = 'handler' } = entryOf(fn);
  const bare = bareHandler('records-only');
  const settings: WarmSettings = {
    ours: { file, handler },
    bare,
    event,
    status,
    calls,
    given,
    atOnce,
    pairs,
    warmUps: 12,
  };
  const settingsFile = written('warm.json', JSON.stringify(settings));
  const script = join(import.meta.dirname, 'warm', 'process.ts');
  // The engine itself rather than the front before it: what stands between would be a part of both.
  const found = await say([script, settingsFile], { ...environment, AWS_ENDPOINT_URL_DYNAMODB: hub.endpoint });
  const against = `a bare handler with the same signal and time-outs (${calls.map(({ command }) => command).join(', ')})`;
  return timesRow({ what: `one warm request, ${operation}`, against, atMost: 1.1 }, found as Compared, atOnce);
}

/** What the pipeline costs: log, metrics, headers, problems, parsing in and out, as it was bundled, in a process that is warm. */
export async function* measureWarmRequest(hub: BenchHub, pairs: number): AsyncGenerator<Row> {
  const sessionId = await hub.publishedSession(10_000);
  const front = await startTlsFront(hub.endpoint);
  try {
    for (const request of requestsFor(sessionId)) {
      yield await compared(hub, front, { ...request, given: { [sessionId]: sessionId } }, pairs);
    }
  } finally {
    await front.stop();
  }
}
