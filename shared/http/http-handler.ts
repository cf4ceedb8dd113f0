import middy from '@middy/core';
import cors from '@middy/http-cors';
import eventNormalizer from '@middy/http-event-normalizer';
import headerNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { AlreadyDoneError } from '../platform/errors.ts';
import type { Log } from '../platform/logger.ts';
import type { Counter } from '../platform/metrics.ts';
import { type Once, type Work, workWithin } from '../platform/work.ts';
import { preferredOf } from './accepts.ts';
import { identifyCaller } from './callers.ts';
import { documentReply } from './document-reply.ts';
import { fieldErrors } from './field-errors.ts';
import { onceOf } from './once.ts';
import { ProblemError } from './problem-error.ts';
import { problemReply, toProblem } from './problem-reply.ts';
import type { FieldError } from './problems.ts';
import { type Area, isWrite, type LambdaSuffix, lambdaOf, type Route } from './route.ts';
import type { UseCase, UseCasesOf } from './use-case.ts';

/** As Lambda calls it. */
export type HttpHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

type HttpMiddleware = middy.MiddlewareObj<
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Error,
  Context,
  Record<string, unknown>
>;

type ParsedBodyEvent = Omit<APIGatewayProxyEvent, 'body'> & { body: unknown };

export interface HttpHandlerDeps<A extends Area, Suffix extends LambdaSuffix> {
  readonly area: A;
  readonly audience: Suffix;
  readonly useCases: UseCasesOf<A, Suffix>;
  /** Throws what an earlier request under the same key was answered, if there was one. */
  readonly recallReply: (once: Once, work: Work) => Promise<void>;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
  readonly counter: Counter;
}

/** No form of ours is longer; the gateway itself would take 10 MB. */
const largestBody = 64 * 1024;

function parseInput(route: Route, event: ParsedBodyEvent) {
  const errors: FieldError[] = [];
  const parse = (part: FieldError['in'] & keyof Route['input'], value: unknown) => {
    const result = route.input[part]?.safeParse(value, { reportInput: true });
    if (result && !result.success) errors.push(...fieldErrors(part, result.error.issues));
    return result?.data;
  };
  const input = {
    path: parse('path', event.pathParameters ?? {}),
    query: parse('query', event.queryStringParameters ?? {}),
    body: parse('body', event.body),
  };
  if (errors.length > 0) throw new ProblemError('not-valid', { errors });
  return input;
}

const isEmpty = (body: unknown): boolean => body === null || body === undefined || body === '';

/** The body as it is parsed: only where the route takes one, and where it may be left out, nothing stands for `{}`. */
function bodyOf(
  routeOf: (event: APIGatewayProxyEvent) => Route | undefined,
): middy.MiddlewareObj<APIGatewayProxyEvent> {
  const parser = jsonBodyParser();
  return {
    before: async (request) => {
      const { event } = request;
      const body = routeOf(event)?.input.body;
      if (!body) return;
      if (isEmpty(event.body)) {
        (event as ParsedBodyEvent).body = body.safeParse({}).success ? {} : undefined;
        return;
      }
      if (Buffer.byteLength(event.body ?? '') > largestBody) {
        throw new ProblemError('too-large', { detail: `Send at most ${largestBody / 1024} KB` });
      }
      await parser.before?.(request as never);
    },
  };
}

/**
 * The way of every request through one Lambda: log, metrics, headers, problems, normalisers, body, then the use case of its route.
 * The route is the one that API Gateway matched, so that there is one router and not two.
 */
export function createHttpHandler<const A extends Area, Suffix extends LambdaSuffix>(
  deps: HttpHandlerDeps<A, Suffix>,
): HttpHandler {
  const routes = new Map(
    Object.values(deps.area.routes)
      .filter((route) => lambdaOf(deps.area.name, route) === `${deps.area.name}-${deps.audience}`)
      .map((route) => [`${route.method} ${route.path}`, route]),
  );
  const routeOf = ({ httpMethod, resource }: Pick<APIGatewayProxyEvent, 'httpMethod' | 'resource'>) =>
    routes.get(`${httpMethod} ${resource}`);
  const useCases = deps.useCases as unknown as Readonly<Record<string, UseCase<Route>>>;

  async function answer(event: ParsedBodyEvent, context: Context, signal: AbortSignal): Promise<APIGatewayProxyResult> {
    const route = routeOf(event);
    const useCase = route && useCases[route.operationId];
    if (!route || !useCase) throw new ProblemError('no-such-route');

    const caller = identifyCaller(route.audience, event as APIGatewayProxyEvent);
    const input = parseInput(route, event);
    const once = isWrite(route) ? onceOf(route, caller, input, event.headers['idempotency-key']) : undefined;
    const work = workWithin(context, signal);
    try {
      const reply = await useCase(input, { caller, work, once, accepts: preferredOf(route, event.headers.accept) });
      return 'document' in reply ? documentReply(route, reply.document) : jsonReply(route, reply.status, reply.body);
    } catch (error) {
      // The first request under this key may have succeeded, and be the very reason why this one cannot.
      if (once && error instanceof ProblemError) await deps.recallReply(once, work);
      throw error;
    }
  }

  const requestLog: HttpMiddleware = {
    before: ({ event, context, internal }) => {
      internal.startedAt = performance.now();
      deps.log.begin({ requestId: event.requestContext.requestId, awsRequestId: context.awsRequestId });
    },
    after: (request) => finish(request),
    onError: (request) => finish(request),
  };

  function finish({ event, response, error, internal }: Parameters<NonNullable<HttpMiddleware['onError']>>[0]) {
    deps.log.event('request-answered', {
      operationId: routeOf(event)?.operationId ?? 'unknown',
      status: response?.statusCode ?? 500,
      ...(error && { problem: toProblem(error).code }),
      milliseconds: Math.round(performance.now() - (internal.startedAt as number)),
    });
    deps.counter.flush();
  }

  const problems: HttpMiddleware = {
    onError: (request) => {
      const { event, error } = request;
      const route = routeOf(event);
      if (error instanceof AlreadyDoneError && route) {
        request.response = jsonReply(route, error.reply.status, error.reply.body);
        request.error = null;
        return;
      }
      const problem = toProblem(error);
      if (problem.code === 'unexpected') {
        deps.log.event('request-failed', { operationId: route?.operationId ?? 'unknown', error });
      }
      request.response = problemReply(problem, event.requestContext.requestId);
    },
  };

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
    timeoutEarlyResponse: () => {
      throw new ProblemError('took-too-long', { retryAfterSeconds: 5 });
    },
  })
    .use(requestLog)
    .use(securityHeaders())
    .use(
      cors({
        origins: [...deps.allowedOrigins],
        disableBeforePreflightResponse: true,
        exposeHeaders: 'Retry-After, Content-Disposition',
      }),
    )
    .use(problems)
    .use(headerNormalizer())
    .use(eventNormalizer())
    .use(bodyOf(routeOf))
    .handler((event, context, { signal }) => answer(event, context, signal)) as unknown as HttpHandler;
}

/** Parsed by the contract on its way out, so that a field that it does not declare cannot leave. */
function jsonReply(route: Route, status: number, body: unknown): APIGatewayProxyResult {
  const schema = route.replies[status];
  if (!schema) throw new Error(`${route.operationId} does not declare a ${status}`);
  return {
    statusCode: status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(schema.parse(body)),
  };
}
