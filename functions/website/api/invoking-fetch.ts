import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { problemReply } from '#http/problem-reply.ts';
import type { Area, Route } from '#http/route.ts';
import { failureAs } from './failures.ts';

/** Calls a function and answers what it answered, as JSON text. @throws where it failed */
export type Invoke = (functionName: string, event: string) => Promise<string>;

const Reply = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
});

interface Matched {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

function matchOf(routes: readonly Route[], method: string, path: string): Matched {
  const parts = path.split('/');
  for (const route of routes) {
    const segments = route.path.split('/');
    if (route.method !== method || segments.length !== parts.length) continue;
    const parameters = segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), decodeURIComponent(parts[index] ?? '')] as const] : [],
    );
    const isSame = segments.every((segment, index) => segment.startsWith('{') || segment === parts[index]);
    if (isSame) return { route, pathParameters: Object.fromEntries(parameters) };
  }
  throw new Error(`No route of the contract is ${method} ${path}`);
}

/** What is given once each, as the gateway hands on what may be given several times. */
const multiple = (values: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

/** As the gateway hands a request on (API Gateway developer guide, payload format 1.0): what a function reads of it. */
function eventOf({ route, pathParameters }: Matched, url: URL, init: RequestInit, requestId: string) {
  const headers = Object.fromEntries(new Headers(init.headers));
  const query = url.searchParams.size > 0 ? Object.fromEntries(url.searchParams) : null;
  return {
    resource: route.path,
    path: url.pathname,
    httpMethod: route.method,
    headers,
    multiValueHeaders: multiple(headers),
    queryStringParameters: query,
    multiValueQueryStringParameters: query && multiple(query),
    pathParameters,
    stageVariables: null,
    requestContext: { requestId, resourcePath: route.path, httpMethod: route.method, identity: {} },
    body: typeof init.body === 'string' ? init.body : null,
    isBase64Encoded: false,
  };
}

/**
 * `fetch` for the typed client of an area, which asks the area's function for the public itself: the firewall counts requests by
 * address, and all pages come from one (ADR 37).
 *
 * @param functionName - of the function that answers the public of this area
 */
export function createInvokingFetch(invoke: Invoke, { routes }: Area, functionName: string): typeof fetch {
  const everybodys = Object.values(routes).filter(({ audience }) => ['public', 'manage-link'].includes(audience.kind));
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const matched = matchOf(everybodys, init.method ?? 'GET', url.pathname);
    const requestId = randomUUID();
    const event = JSON.stringify(eventOf(matched, url, init, requestId));
    const answer = await invoke(functionName, event).then(
      (text): unknown => JSON.parse(text),
      (error: unknown) => problemReply(failureAs(error), requestId),
    );
    const { statusCode, headers, multiValueHeaders, body } = Reply.parse(answer);
    const flat = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
    const several = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    );
    return new Response(body ?? '', { status: statusCode, headers: [...flat, ...several] });
  };
}
