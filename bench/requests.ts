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
