import { join } from 'node:path';
import { wireForStaff } from '#functions/funding/wiring.ts';
import type { Invoke } from '#functions/website/api/invoking-fetch.ts';
import { deployed, environmentOf, functionNamed } from './deployed.ts';
import { type Bare, bareHandler } from './floors.ts';
import type { BenchHub } from './hub.ts';
import { inTurn, type Row, timesRow } from './measure.ts';
import { entryOf, say, timesOf, written } from './processes.ts';
import { renewed } from './recorded.ts';
import { pageEvent, requestEvent } from './requests.ts';
import { personOf } from './stored-bookings.ts';
import { potRules } from './stored-requests.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';
import { workOf } from './work.ts';

interface FirstRequest {
  readonly operation: string;
  readonly function: string;
  /** Of another person each time. */
  readonly event: (n: number) => unknown;
  /** Whose ids stay in what is sent again. */
  readonly given: Readonly<Record<string, string>>;
}

async function firstRequests(hub: BenchHub): Promise<readonly FirstRequest[]> {
  const { pots } = wireForStaff(hub.open, hub.exports);
  const [at, potId] = [hub.clock().toISOString(), hub.newId()];
  await pots.add({ potId, rules: potRules(at), budgetPence: 1_000_000, places: null, at }, { work: workOf() });
  const sessionId = await hub.publishedSession(1000);
  const shown: Record<string, string> = { [sessionId]: sessionId };
  for (let n = 0; n < 20; n += 1) {
    const other = await hub.publishedSession(30);
    shown[other] = other;
  }
  const { jobRole, workplace } = personOf('');
  const question = { jobRole, employer: 'gp-practice', borough: workplace.borough };
  return [
    {
      operation: 'listSessions',
      function: 'bookings-public',
      event: () => requestEvent({ method: 'GET', resource: '/v1/sessions' }),
      given: shown,
    },
    {
      operation: 'bookPlace',
      function: 'bookings-public',
      event: (n) =>
        requestEvent({
          method: 'POST',
          resource: '/v1/bookings',
          body: { sessionId, person: personOf(`first${n}@nhs.net`) },
        }),
      given: shown,
    },
    {
      operation: 'checkEligibility',
      function: 'funding-public',
      event: () => requestEvent({ method: 'POST', resource: '/v1/funding-requests/check', body: question }),
      given: { [potId]: potId },
    },
    {
      operation: 'the page of a session',
      function: 'website-pages',
      event: () => pageEvent(`/sessions/${sessionId}`),
      given: shown,
    },
  ];
}

function bareFor(commands: readonly string[]): Bare {
  if (commands.includes('Invoke')) return 'with-invoke';
  return commands.includes('GenerateMac') ? 'with-mac' : 'records-only';
}

/** Answers an invocation as the function itself once did: the time of one function is what is measured here, not that of two. */
function recordedAnswers({ endpoint }: BenchHub): Invoke {
  const answers = new Map<string, Promise<string>>();
  const answerOf = async (functionName: string, event: string): Promise<string> => {
    const { functions } = await deployed();
    const fn = functions.find(({ name }) => name === functionName);
    if (!fn) throw new Error(`There is no ${functionName}`);
    const { file, handler = 'handler' } = entryOf(fn);
    const eventFile = written('invoked.json', event);
    const environment = { ...environmentOf(fn), AWS_ENDPOINT_URL_DYNAMODB: endpoint };
    return JSON.stringify(
      await say([join(import.meta.dirname, 'cold', 'answer.cjs'), file, handler, eventFile], environment),
    );
  };
  return (functionName, event) => {
    const answer = answers.get(functionName) ?? answerOf(functionName, event);
    answers.set(functionName, answer);
    return answer;
  };
}

async function compared(front: TlsFront, request: FirstRequest, pairs: number): Promise<Row> {
  const fn = await functionNamed(request.function);
  const environment = { ...environmentOf(fn), ...front.environment };
  let asked = 0;
  const ours = () => {
    asked += 1;
    return timesOf({ ...entryOf(fn), environment, event: request.event(asked) });
  };
  const calls = await front.callsOf(ours);
  if (calls.length === 0) throw new Error(`${request.operation} asked nothing of AWS`);
  const file = bareHandler(bareFor(calls.map(({ command }) => command)));
  const bare = () => timesOf({ file, environment, event: { calls: renewed(calls, request.given) } });
  const against = `a bare handler, the SDK's client and the same calls (${calls.map(({ command }) => command).join(', ')})`;
  const what = `load and first request, ${request.operation}`;
  return timesRow({ what, against, atMost: 1.3 }, await inTurn(ours, bare, { pairs }));
}

/** A cold start as a person meets it: a process that loads and answers its first request, over TLS. */
export async function* measureFirstRequest(hub: BenchHub, pairs: number): AsyncGenerator<Row> {
  const requests = await firstRequests(hub);
  const front = await startTlsFront(hub.endpoint, recordedAnswers(hub));
  try {
    for (const request of requests) yield await compared(front, request, pairs);
  } finally {
    await front.stop();
  }
}
