import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { RunningCognito } from '../engines/cognito.ts';
import type { Invocation, Runtime } from '../lambda/runtime.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { type ApiMethod, readApi } from './api.ts';
import { createOwnAnswers } from './own-answers.ts';
import { mediaTypeOf, proxyEvent } from './proxy-event.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import { createRouter } from './router.ts';

export interface GatewayDeps {
  readonly deployment: Deployment;
  readonly cognito: RunningCognito;
  readonly runtimeOf: (functionArn: string) => Runtime | undefined;
  readonly time: Time;
}

/** Quotas of a REST API (API Gateway developer guide). */
const headersLimit = 10_240;
const integrationTimeoutMs = 29_000;

const LambdaReply = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const lacksParameter = ({ requiredParameters }: ApiMethod, request: IncomingMessage, url: URL): boolean =>
  requiredParameters.some((parameter) => {
    const [place, name = ''] = parameter.split('.');
    if (place === 'querystring') return !url.searchParams.has(name);
    return place === 'header' && request.headers[name.toLowerCase()] === undefined;
  });

function answerPreflight({ integration }: ApiMethod, request: IncomingMessage, response: ServerResponse): void {
  if (integration.kind !== 'cors') return;
  const origin = request.headers.origin ?? '';
  const headers = { ...integration.headers };
  if (integration.otherOrigins.includes(origin)) headers['Access-Control-Allow-Origin'] = origin;
  response.writeHead(integration.status, headers).end();
}

/** Counts the gateway's time from when the function begins, since on Lambda no request waits for another's end. */
async function invokeInTime(runtime: Runtime, event: unknown): Promise<Invocation | 'too-late'> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (late: 'too-late') => void = () => undefined;
  const late = new Promise<'too-late'>((resolve) => {
    giveUp = resolve;
  });
  const started = () => {
    timer = setTimeout(() => giveUp('too-late'), integrationTimeoutMs);
  };
  try {
    return await Promise.race([runtime.invoke(event, started), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What stands for bytes is turned into them only where the type that the caller names first is declared as binary (API Gateway developer
 * guide, “Content type conversions”); otherwise it is handed on as it stands.
 */
function handBack(
  reply: z.output<typeof LambdaReply>,
  response: ServerResponse,
  requestId: string,
  wantsBytes: boolean,
): void {
  const { statusCode, headers, multiValueHeaders, body: text, isBase64Encoded } = reply;
  const flat = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  response
    .writeHead(statusCode, { ...Object.fromEntries(flat), ...multiValueHeaders, 'x-amzn-RequestId': requestId })
    .end(isBase64Encoded && wantsBytes ? Buffer.from(text ?? '', 'base64') : (text ?? ''));
}

/** A REST API as API Gateway serves it: match, authorize, check parameters, invoke, hand back. */
export function createGateway(deps: GatewayDeps) {
  const { methods, gatewayResponses, binaryTypes } = readApi(deps.deployment);
  const answerItself = createOwnAnswers(gatewayResponses);
  const route = createRouter(methods);
  const poolByArn = new Map(deps.deployment.pools.map((pool) => [pool.arn, pool]));

  async function authorize(
    { pools }: ApiMethod,
    request: IncomingMessage,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    for (const arn of pools ?? []) {
      const pool = poolByArn.get(arn);
      const claims = pool && (await deps.cognito.verify(pool, token).catch(() => undefined));
      if (claims) return claims;
    }
    return undefined;
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const requestId = randomUUID();
    if (request.rawHeaders.reduce((size, text) => size + text.length, 0) > headersLimit) {
      answerItself(response, 'REQUEST_TOO_LARGE', requestId);
      request.resume();
      return;
    }
    let body: Buffer;
    try {
      body = await readBody(request);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      answerItself(response, 'REQUEST_TOO_LARGE', requestId);
      return;
    }
    const match = route(request.method ?? 'GET', url.pathname);
    if (match.found === 'nothing') return answerItself(response, 'MISSING_AUTHENTICATION_TOKEN', requestId);
    const { method, pathParameters } = match;
    if (method.integration.kind === 'cors') return answerPreflight(method, request, response);

    const claims = method.pools && (await authorize(method, request));
    if (method.pools && !claims) return answerItself(response, 'UNAUTHORIZED', requestId, 'Unauthorized');
    if (lacksParameter(method, request, url)) return answerItself(response, 'BAD_REQUEST_PARAMETERS', requestId);

    const runtime = deps.runtimeOf(method.integration.functionArn);
    if (!runtime) return answerItself(response, 'INTEGRATION_FAILURE', requestId);
    const now = deps.time.now();
    const { resource } = method;
    const event = proxyEvent({ request, url, body, requestId, resource, pathParameters, claims, now, binaryTypes });
    const invocation = await invokeInTime(runtime, event);
    if (invocation === 'too-late') return answerItself(response, 'INTEGRATION_TIMEOUT', requestId);
    if (!invocation.ok && invocation.errorType === 'RequestEntityTooLarge') {
      return answerItself(response, 'REQUEST_TOO_LARGE', requestId);
    }
    const reply = invocation.ok ? LambdaReply.safeParse(invocation.payload) : undefined;
    // A function that failed, or answered in no shape that the gateway knows, is a 502 to the caller.
    if (!reply?.success) return answerItself(response, 'INTEGRATION_FAILURE', requestId);
    handBack(reply.data, response, requestId, binaryTypes.includes(mediaTypeOf(request.headers.accept)));
  };
}
