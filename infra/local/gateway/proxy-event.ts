import type { IncomingMessage } from 'node:http';

export interface EventSource {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly requestId: string;
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  readonly now: Date;
  /** Of which a body reaches the function as Base64. */
  readonly binaryTypes: readonly string[];
}

/** Without a prototype, in which a parameter called `constructor` would find something. */
const nothingYet = (): Record<string, string[]> => Object.create(null);

/** API Gateway hands headers on in the case that they came in, but joins nothing: a single value is the last. */
function readHeaders({ rawHeaders }: IncomingMessage) {
  const multi = nothingYet();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    multi[name] = [...(multi[name] ?? []), rawHeaders[index + 1] ?? ''];
  }
  return multi;
}

function readQuery({ searchParams }: URL) {
  const multi = nothingYet();
  for (const [name, value] of searchParams) multi[name] = [...(multi[name] ?? []), value];
  return multi;
}

function lastOf(multi: Readonly<Record<string, readonly string[]>>): Record<string, string> | null {
  const entries = Object.entries(multi).map(([name, values]) => [name, values.at(-1) ?? '']);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** The first that a header names, without its parameters. */
export const mediaTypeOf = (header = ''): string => header.split(',')[0]?.split(';')[0]?.trim().toLowerCase() ?? '';

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length > 0 ? value : null);

/** Claims reach a function as text, lists joined by commas. */
const asText = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );

/** The event of a REST API with Lambda proxy integration (API Gateway developer guide, payload format 1.0). */
export function proxyEvent(source: EventSource) {
  const { request, url, body, requestId, resource, pathParameters, claims, now, binaryTypes } = source;
  const isBinary = binaryTypes.includes(mediaTypeOf(request.headers['content-type']));
  const headers = readHeaders(request);
  const query = readQuery(url);
  return {
    resource,
    path: url.pathname,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: orNull(headers),
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: orNull(query),
    pathParameters,
    stageVariables: null,
    requestContext: {
      requestId,
      extendedRequestId: requestId,
      accountId: '000000000000',
      apiId: 'local',
      stage: 'local',
      // With the port, by which who answers knows the address that they were called at.
      domainName: request.headers.host,
      protocol: 'HTTP/1.1',
      httpMethod: request.method,
      path: url.pathname,
      resourcePath: resource,
      requestTimeEpoch: now.getTime(),
      requestTime: now.toUTCString(),
      identity: {
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? null,
      },
      ...(claims && { authorizer: { claims: asText(claims) } }),
    },
    // Of other types, bytes that are no UTF-8 arrive as replacement characters.
    body: body.length > 0 ? body.toString(isBinary ? 'base64' : 'utf8') : null,
    isBase64Encoded: isBinary && body.length > 0,
  };
}
