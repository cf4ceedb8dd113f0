import middy from '@middy/core';
import cors from '@middy/http-cors';
import eventNormalizer from '@middy/http-event-normalizer';
import headerNormalizer from '@middy/http-header-normalizer';
import securityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { AlreadyDoneError } from '#platform/errors.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { endedEarlyMs, type Once, type Work, workWithin } from '#platform/work.ts';
import { preferredOf } from './accepts.ts';
import { type Caller, identifyCaller } from './callers.ts';
import { entityTag, isKnown, tagged } from './entity-tag.ts';
import { fieldErrors, fieldPointer } from './field-errors.ts';
import { cachingOf, fileReply, varying } from './file-reply.ts';
import { formBodyOf } from './form-body.ts';
import { jsonBodyOf } from './json-body.ts';
import { onceOf } from './once.ts';
import { ProblemError } from './problem-error.ts';
import { problemReply, toProblem } from './problem-reply.ts';
import type { FieldError } from './problems.ts';
import { type Area, isFor, isWrite, type LambdaSuffix, type ReplyOf, type Route, schemaOf } from './route.ts';
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

export type OpensLink = (path: Readonly<Record<string, string>>, tokenHash: string, work: Work) => Promise<boolean>;

export interface HttpHandlerDeps<A extends Area, Suffix extends LambdaSuffix> {
  readonly area: A;
  readonly audience: Suffix;
  readonly useCases: UseCasesOf<A, Suffix>;
  /**
   * Whether a link opens the thing that a path names. Needed where routes are for link holders: their use cases look at the
   * link themselves, and this is asked where a request does not get as far.
   */
  readonly opensLink?: OpensLink;
  /** Throws what an earlier request under the same key was answered, if there was one. */
  readonly recallReply: (once: Once, work: Work) => Promise<void>;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
  readonly counter: Counter;
}

/** As the gateway hands it on, where each part that is asked for more than once is kept, too. */
type Multiple = Readonly<Record<string, readonly string[] | undefined>>;

/** A parameter given twice says two things, of which we would have to choose one. */
const givenTwice = (parameters: Multiple | null): FieldError[] =>
  Object.entries(parameters ?? {}).flatMap(([name, values]) =>
    values !== undefined && values.length > 1
      ? [{ in: 'query' as const, pointer: fieldPointer([name]), detail: 'Give this once' }]
      : [],
  );

async function parseInput(route: Route, event: APIGatewayProxyEvent) {
  const body = route.form ? await formBodyOf(event) : jsonBodyOf(route, event);
  const errors: FieldError[] = [];
  const parse = (part: FieldError['in'] & keyof Route['input'], value: unknown) => {
    const result = route.input[part]?.safeParse(value, { reportInput: true });
    if (result && !result.success) errors.push(...fieldErrors(part, result.error.issues));
    return result?.data;
  };
  const input = {
    path: parse('path', event.pathParameters ?? {}),
    query: parse('query', event.queryStringParameters ?? {}),
    body: parse('body', body),
  };
  if (route.input.query) errors.push(...givenTwice(event.multiValueQueryStringParameters));
  if (errors.length > 0) throw new ProblemError('not-valid', { errors });
  return input;
}

/** The routes that one Lambda answers. */
function createRouting<A extends Area, Suffix extends LambdaSuffix>(deps: HttpHandlerDeps<A, Suffix>) {
  const routes = new Map(
    Object.values(deps.area.routes)
      .filter((route) => isFor(deps.audience, route))
      .map((route) => [`${route.method} ${route.path}`, route]),
  );
  if (!deps.opensLink && [...routes.values()].some(({ audience }) => audience.kind === 'manage-link')) {
    throw new Error(`${deps.area.name} has routes for link holders: say what opensLink`);
  }
  return ({ httpMethod, resource }: Pick<APIGatewayProxyEvent, 'httpMethod' | 'resource'>): Route | undefined =>
    routes.get(`${httpMethod} ${resource}`);
}
type RouteOf = ReturnType<typeof createRouting>;

/** What is wrong with a request is for who may make it: a link that opens nothing is refused before what came with it. */
function createInputReading({ opensLink }: Pick<HttpHandlerDeps<Area, LambdaSuffix>, 'opensLink'>) {
  async function opensSomething(route: Route, tokenHash: string, event: APIGatewayProxyEvent, work: Work) {
    const path = route.input.path?.safeParse(event.pathParameters ?? {});
    // An id that is none is nothing's.
    if (!path?.success || !opensLink) return false;
    return opensLink(path.data as Record<string, string>, tokenHash, work);
  }

  return async (route: Route, caller: Caller, event: APIGatewayProxyEvent, work: Work) => {
    try {
      const input = await parseInput(route, event);
      return {
        input,
        once: isWrite(route) ? onceOf(route, caller, input, event.headers['idempotency-key']) : undefined,
      };
    } catch (refused) {
      if (caller.kind === 'link-holder' && !(await opensSomething(route, caller.tokenHash, event, work))) {
        throw new ProblemError('link-not-valid', { cause: refused });
      }
      throw refused;
    }
  };
}

/** Who calls, with what, and the reply of the route's use case. */
function createAnswering<A extends Area, Suffix extends LambdaSuffix>(
  deps: HttpHandlerDeps<A, Suffix>,
  routeOf: RouteOf,
) {
  const readInput = createInputReading(deps);
  // Each use case takes the input that its own route parses, which no one type says of them all.
  const useCases = deps.useCases as unknown as Readonly<Record<string, UseCase<Route>>>;

  return async (event: APIGatewayProxyEvent, context: Context, signal: AbortSignal): Promise<APIGatewayProxyResult> => {
    const route = routeOf(event);
    const useCase = route && useCases[route.operationId];
    if (!route || !useCase) throw new ProblemError('no-such-route');

    const work = workWithin(context, signal);
    const caller = identifyCaller(route.audience, event);
    const { input, once } = await readInput(route, caller, event, work);
    try {
      const reply = await useCase(input, { caller, work, once, accepts: preferredOf(route, event.headers.accept) });
      return replyTo(route, reply, event.headers['if-none-match']);
    } catch (error) {
      // The first request under this key may have succeeded, and be the very reason why this one cannot.
      if (once && error instanceof ProblemError) await deps.recallReply(once, work);
      throw error;
    }
  };
}

/** One line of the log for each request, whatever became of it. */
function createRequestLog(
  { log, counter }: Pick<HttpHandlerDeps<Area, LambdaSuffix>, 'log' | 'counter'>,
  routeOf: RouteOf,
): HttpMiddleware {
  function finish({ event, response, error, internal }: Parameters<NonNullable<HttpMiddleware['onError']>>[0]) {
    log.event('request-answered', {
      operationId: routeOf(event)?.operationId ?? 'unknown',
      status: response?.statusCode ?? 500,
      ...(error && { problem: toProblem(error).code }),
      milliseconds: Math.round(performance.now() - (internal.startedAt as number)),
    });
    counter.flush();
  }
  return {
    before: ({ event, context, internal }) => {
      internal.startedAt = performance.now();
      log.begin({ requestId: event.requestContext.requestId, awsRequestId: context.awsRequestId });
    },
    after: (request) => finish(request),
    onError: (request) => finish(request),
  };
}

/** Whatever is thrown becomes a problem; what was done before under the same key is answered as it was. */
const createProblems = (
  { log }: Pick<HttpHandlerDeps<Area, LambdaSuffix>, 'log'>,
  routeOf: RouteOf,
): HttpMiddleware => ({
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
      log.event('request-failed', { operationId: route?.operationId ?? 'unknown', error });
    }
    request.response = problemReply(problem, event.requestContext.requestId);
  },
});

/**
 * The way of every request through one Lambda: log, metrics, headers, problems, normalisers, body, then the use case of its route.
 * The route is the one that API Gateway matched, so that there is one router and not two.
 */
export function createHttpHandler<const A extends Area, Suffix extends LambdaSuffix>(
  deps: HttpHandlerDeps<A, Suffix>,
): HttpHandler {
  const routeOf = createRouting(deps);
  const answer = createAnswering(deps, routeOf);
  return (
    middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
      timeoutEarlyInMillis: endedEarlyMs,
      timeoutEarlyResponse: () => {
        throw new ProblemError('took-too-long', { retryAfterSeconds: 5 });
      },
    })
      .use(createRequestLog(deps, routeOf))
      .use(securityHeaders())
      .use(
        cors({
          origins: [...deps.allowedOrigins],
          disableBeforePreflightResponse: true,
          exposeHeaders: 'Retry-After, Content-Disposition, ETag',
        }),
      )
      .use(createProblems(deps, routeOf))
      .use(headerNormalizer())
      .use(eventNormalizer())
      // Middy's own type of a handler has callbacks, which Lambda no longer calls.
      .handler((event, context, { signal }) => answer(event, context, signal)) as unknown as HttpHandler
  );
}

function replyTo(route: Route, reply: ReplyOf<Route>, ifNoneMatch: string | undefined): APIGatewayProxyResult {
  if (!('file' in reply)) {
    const answer = jsonReply(route, reply.status, reply.body);
    return route.revalidates ? tagged(answer, entityTag(answer.body), ifNoneMatch) : answer;
  }
  const { file } = reply;
  if (!route.revalidates) return fileReply(route, file);
  // What somebody has already need not be made.
  const isHad = file.tag !== undefined && isKnown(file.tag, ifNoneMatch);
  const answer = fileReply(route, file, isHad ? '' : undefined);
  return tagged(answer, file.tag ?? entityTag(answer.body), ifNoneMatch);
}

/** Parsed by the contract on its way out, so that a field that it does not declare cannot leave. */
function jsonReply(route: Route, status: number, body: unknown): APIGatewayProxyResult {
  const schema = schemaOf(route, status);
  if (!schema) throw new Error(`${route.operationId} does not declare a ${status}`);
  return {
    statusCode: status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': cachingOf(route), ...varying(route) },
    body: JSON.stringify(schema.parse(body)),
  };
}
