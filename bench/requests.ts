/** A request as API Gateway hands it to a function. */
export function requestEvent(request: {
  readonly method: 'GET' | 'POST';
  readonly resource: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}) {
  const { method, resource, path = {}, body } = request;
  const address = Object.entries(path).reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), resource);
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Origin: 'https://www.hub.example',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64)',
  };
  return {
    resource,
    path: address,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: Object.keys(path).length > 0 ? path : null,
    stageVariables: null,
    requestContext: { requestId: 'bench', stage: 'bench', resourcePath: resource, identity: { sourceIp: '127.0.0.1' } },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

/** A page as a browser asks for it, as the gateway hands that on. */
export function pageEvent(path: string, cookie?: string) {
  const event = requestEvent({ method: 'GET', resource: '/{proxy+}' });
  const headers = {
    ...event.headers,
    Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    Host: 'www.hub.example',
    'Sec-Fetch-Site': 'same-origin',
    ...(cookie !== undefined && { Cookie: cookie }),
  };
  return {
    ...event,
    path,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    pathParameters: { proxy: path.slice(1) },
  };
}
