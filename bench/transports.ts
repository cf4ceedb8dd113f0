import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { bookings } from '#functions/bookings/contract.ts';
import { createInvoke } from '#functions/website/api/invoke.ts';
import { createInvokingFetch } from '#functions/website/api/invoking-fetch.ts';
import { accepted, type Client, createClient } from '#http/client.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { accessKeyOf } from '../infra/local/lambda/functions.ts';
import { type Platform, startPlatform } from '../infra/local/platform.ts';
import { synthesize } from '../infra/local/template/assembly.ts';
import { deployed, functionNamed, nameOf, region, root } from './deployed.ts';
import { publishedSession } from './local-platform.ts';
import { inTurn, type Row, timed, timesRow } from './measure.ts';

const atOnce = 20;
const warmUps = 8;

type Bookings = Client<typeof bookings>;

/** Asks as pages do: with their own access key, and by a connection for each call. */
async function byInvoking({ aws }: Platform): Promise<Bookings> {
  const { functions } = await deployed();
  const lambda = new LambdaClient({
    region,
    endpoint: aws,
    credentials: {
      accessKeyId: accessKeyOf(functions.findIndex((fn) => nameOf(fn) === 'website-pages')),
      secretAccessKey: 'local',
    },
    maxAttempts: 1,
    requestHandler: requestHandler({ keepAlive: false }),
  });
  const { name } = await functionNamed('bookings-public');
  const invoking = createInvokingFetch(createInvoke(lambda), bookings, name);
  return createClient(bookings, { baseUrl: 'https://api.invalid', fetch: invoking });
}

const what = { listSessions: 'list of 20 sessions', getSession: 'one session' } as const;

async function* compared(platform: Platform, pairs: number): AsyncGenerator<Row> {
  const sessionIds: string[] = [];
  for (let n = 0; n < 20; n += 1) sessionIds.push(await publishedSession(platform.url, `Session ${n}`));
  const [sessionId = ''] = sessionIds;
  const asking = {
    listSessions: async (client: Bookings) => accepted(await client.listSessions()),
    getSession: async (client: Bookings) => accepted(await client.getSession({ path: { sessionId } })),
  };
  const clients = { gateway: createClient(bookings, { baseUrl: platform.url }), invoking: await byInvoking(platform) };
  for (const operation of ['listSessions', 'getSession'] as const) {
    const by = (client: Bookings) => () =>
      timed(async () => {
        for (let n = 0; n < atOnce; n += 1) await asking[operation](client);
      });
    const times = await inTurn(by(clients.gateway), by(clients.invoking), { pairs, warmUps });
    const row = timesRow(
      { what: `${operation} by the gateway, ${what[operation]}`, against: 'the same by invoking its function' },
      times,
      atOnce,
    );
    // What either costs on AWS, this cannot say.
    yield {
      ...row,
      note: `${row.note}; gateway, Lambda and permissions are the local platform's, without TLS or network`,
    };
  }
}

/** What pages ask by invoking a function, asked by the gateway: on the local platform, in this process but for the engines. */
export async function* measureTransports(pairs: number): AsyncGenerator<Row> {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-bench-transports-'));
  const assembly = await synthesize(root, () => undefined);
  const openApi = join(root, 'docs', 'openapi.json');
  const platform = await startPlatform({ assembly, stateDir, port: 0, fresh: true, openApi });
  try {
    yield* compared(platform, pairs);
  } finally {
    await platform.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
