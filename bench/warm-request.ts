import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { bookings } from '#functions/bookings/contract.ts';
import { createGetSession } from '#functions/bookings/sessions/get-session.ts';
import { createHttpHandler } from '#http/http-handler.ts';
import { keys } from '#records/keys.ts';
import { type BenchHub, tableName } from './hub.ts';
import { type Row, ratioOf } from './measure.ts';

const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 } as never;
const unused = () => Promise.reject(new Error('not measured'));

/** What the pipeline costs: log, headers, problems, parsing in and out, beside a handler that only asks the table. */
export async function measureWarmRequest(hub: BenchHub, pairs: number): Promise<Row[]> {
  const sessionId = await hub.publishedSession(30);
  const quiet = { event: () => undefined, begin: () => undefined };
  const handler = createHttpHandler({
    area: bookings,
    audience: 'public',
    useCases: {
      getSession: createGetSession(hub),
      listSessions: unused,
      bookPlace: unused,
      getBooking: unused,
      cancelBooking: unused,
      substitute: unused,
      acceptOffer: unused,
      declineOffer: unused,
      checkCertificate: unused,
      askForLinks: unused,
      notMyBooking: unused,
    },
    opensLink: unused,
    recallReply: unused,
    allowedOrigins: ['https://www.hub.example'],
    log: quiet,
    counter: { count: () => undefined, flush: () => undefined },
  });
  const event = () => ({
    httpMethod: 'GET',
    resource: '/v1/sessions/{sessionId}',
    path: `/v1/sessions/${sessionId}`,
    headers: { Origin: 'https://www.hub.example' },
    pathParameters: { sessionId },
    queryStringParameters: null,
    requestContext: { requestId: 'bench' },
    body: null,
  });
  const wanted = [keys.session(sessionId), keys.places(sessionId)].map((key) => ({ ...key }));
  const bare = async () => {
    const { Responses } = await hub.client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
    );
    return { statusCode: 200, body: JSON.stringify(Responses?.[tableName]) };
  };
  const many = (call: () => Promise<unknown>) => async () => {
    for (let n = 0; n < 50; n += 1) await call();
  };
  const ours = async () => {
    const { statusCode } = await handler(event() as never, context);
    if (statusCode !== 200) throw new Error(`The handler answered ${statusCode}`);
  };
  // Both are slow until the engine has compiled what they run through.
  for (let n = 0; n < 10; n += 1) await Promise.all([many(ours)(), many(bare)()]);
  const { ratio, costMs, floorMs } = await ratioOf(many(ours), many(bare), pairs);
  return [
    {
      what: 'one warm request through the pipeline',
      against: 'a bare handler, same call of DynamoDB',
      value: ratio,
      atMost: 1.1,
      unit: '×',
      note: `${(costMs / 50).toFixed(2)} ms beside ${(floorMs / 50).toFixed(2)} ms`,
    },
  ];
}
