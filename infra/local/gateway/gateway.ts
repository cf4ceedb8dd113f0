import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningCognito } from '../engines/cognito.ts';
import type { Invocation, Runtime } from '../lambda/runtime.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { type ApiMethod, readApi } from './api.ts';
import { handBack, LambdaReply } from './hand-back.ts';
import { createOwnAnswers, fixedAnswer, jsonType } from './own-answers.ts';
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

/** A REST API as API Gateway serves it: match, authorize, check parameters, invoke, hand back. */
export function createGateway(deps: GatewayDeps) {
  const api = readApi(deps.deployment);
  const { methods, gatewayResponses, binaryTypes } = api;
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
      answerItself(request, response, 'REQUEST_TOO_LARGE', requestId);
      request.resume();
      return;
    }
    let body: Buffer;
    try {
      body = await readBody(request);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      answerItself(request, response, 'REQUEST_TOO_LARGE', requestId);
      return;
    }
    const match = route(request.method ?? 'GET', url.pathname);
    if (match.found === 'nothing') return answerItself(request, response, 'MISSING_AUTHENTICATION_TOKEN', requestId);
    const { method, pathParameters } = match;
    if (method.integration.kind === 'cors') return answerPreflight(method, request, response);

    const claims = method.pools && (await authorize(method, request));
    if (method.pools && !claims) return answerItself(request, response, 'UNAUTHORIZED', requestId, 'Unauthorized');
    if (lacksParameter(method, request, url))
      return answerItself(request, response, 'BAD_REQUEST_PARAMETERS', requestId);
    if (method.integration.kind === 'fixed') {
      const { takes } = method.integration;
      const isTaken = takes === undefined || takes.includes(mediaTypeOf(request.headers['content-type']) || jsonType);
      if (!isTaken) return answerItself(request, response, 'UNSUPPORTED_MEDIA_TYPE', requestId);
      return fixedAnswer(request, response, method.integration, { requestId });
    }

    const runtime = deps.runtimeOf(method.integration.functionArn);
    if (!runtime) return answerItself(request, response, 'INTEGRATION_FAILURE', requestId);
    const now = deps.time.now();
    const { resource } = method;
    const event = proxyEvent({ request, url, body, requestId, resource, pathParameters, claims, now, binaryTypes });
    const invocation = await invokeInTime(runtime, event);
    if (invocation === 'too-late') return answerItself(request, response, 'INTEGRATION_TIMEOUT', requestId);
    if (!invocation.ok && invocation.errorType === 'RequestEntityTooLarge') {
      return answerItself(request, response, 'REQUEST_TOO_LARGE', requestId);
    }
    const reply = invocation.ok ? LambdaReply.safeParse(invocation.payload) : undefined;
    // A function that failed, or answered in no shape that the gateway knows, is a 502 to the caller.
    if (!reply?.success) return answerItself(request, response, 'INTEGRATION_FAILURE', requestId);
    handBack(reply.data, request, response, requestId, api);
  };
}
