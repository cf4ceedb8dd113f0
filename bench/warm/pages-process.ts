/**
 * The process in which pages are made, beside the calls alone that they make. What they ask is invoked over HTTP as on Lambda, and answered by
 * its own bundle in this process, so that the processor's time is that of both functions.
 */
import { deepEqual } from 'node:assert/strict';
import { readFileSync, writeSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { listen } from '../../infra/local/servers.ts';
import { invokedBy } from '../invoked.ts';
import { inTurn, timed } from '../measure.ts';
import { requestEvent } from '../requests.ts';
import type { LoadedWith, PagesSettings } from './pages-settings.ts';

interface Answer {
  readonly statusCode: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string;
}
type Handler = (event: unknown, context: unknown) => Promise<Answer>;

interface Asked {
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters: unknown;
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as PagesSettings;
const require = createRequire(import.meta.url);

let requests = 0;
const context = () => ({
  awsRequestId: `request-${requests++}`,
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 25_000,
});

const functions = new Map<string, Handler>();
let asked: Asked[] = [];

async function answerOf(name: string, event: Asked) {
  asked.push(event);
  const answer = await functions.get(name)?.(event, context());
  if (!answer) throw new Error(`Nobody answers as ${name}`);
  return answer;
}

/** Lambda, asked to run a function; and the gateway, as far as it says who asks. */
const server = createServer(async (incoming, response) => {
  const { url = '' } = incoming;
  const name = invokedBy(url);
  if (name !== undefined) {
    const answer = await answerOf(name, JSON.parse(await text(incoming)));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    return;
  }
  const { claims, name: who } = settings.byGateway;
  const asking = requestEvent({ method: 'GET', resource: url });
  const event = { ...asking, requestContext: { ...asking.requestContext, authorizer: { claims } } };
  const { statusCode, headers, body } = await answerOf(who, event);
  response.writeHead(statusCode, headers).end(body);
});
const url = `http://127.0.0.1:${await listen(server, 0)}`;

/** Each reads its environment as it loads. */
function load({ file, handler, environment }: LoadedWith): Handler {
  Object.assign(process.env, environment, { AWS_ENDPOINT_URL_LAMBDA: url, API_URL: url });
  const loaded = (require(file) as Readonly<Record<string, Handler>>)[handler];
  if (!loaded) throw new Error(`${file} exports no ${handler}`);
  return loaded;
}
for (const [name, fn] of Object.entries(settings.asked)) functions.set(name, load(fn));
const pages = load(settings.pages);
const bare = load({ file: settings.bare, handler: 'handler', environment: {} });

async function page(): Promise<void> {
  const { statusCode, body } = await pages(settings.event, context());
  if (statusCode !== 200 || !body.includes(settings.says)) throw new Error(`The page is ${statusCode} ${body}`);
}
async function callsAlone(): Promise<void> {
  const { statusCode, body } = await bare({ calls: settings.calls }, context());
  if (statusCode !== 200) throw new Error(`The calls answered ${statusCode} ${body}`);
}

async function askedBy(act: () => Promise<void>) {
  asked = [];
  await act();
  return asked.map(({ httpMethod, path, queryStringParameters }) => ({ httpMethod, path, queryStringParameters }));
}
deepEqual(await askedBy(callsAlone), await askedBy(page), 'The calls alone are not those of the page');

const many = (act: () => Promise<void>) =>
  timed(async () => {
    asked = [];
    for (let n = 0; n < settings.atOnce; n += 1) await act();
  });
writeSync(
  3,
  JSON.stringify(
    await inTurn(
      () => many(page),
      () => many(callsAlone),
      settings,
    ),
  ),
);
process.exit(0);
