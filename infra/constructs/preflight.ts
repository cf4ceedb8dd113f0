import type { Method } from '#http/route.ts';

const hour = 3600;

/** What the first origin is answered stands in the header; each further one is put in its place, as the CDK does it. */
function forOtherOrigins(origins: readonly string[]): string {
  const isOne = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")',
    '  #set($origin = $input.params().header.get("origin"))',
    '#end',
    `#if(${isOne})`,
    '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('\n');
}

/** What a browser asks before it lets a page call from another origin; the gateway answers it without any function. */
export function preflight(methods: readonly Method[], [first = '', ...others]: readonly string[]) {
  const headers = {
    'Access-Control-Allow-Headers': 'Authorization,Content-Type,Idempotency-Key,If-None-Match',
    'Access-Control-Allow-Origin': first,
    Vary: 'Origin',
    'Access-Control-Allow-Methods': [...methods, 'OPTIONS'].join(','),
    'Access-Control-Max-Age': String(hour),
    'Access-Control-Expose-Headers': 'Retry-After',
  };
  const of = <T>(value: (content: string) => T, prefix = '') =>
    Object.fromEntries(Object.entries(headers).map(([name, content]) => [`${prefix}${name}`, value(content)]));
  return {
    responses: { 204: { description: 'No Content', headers: of(() => ({ schema: { type: 'string' } })) } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{ statusCode: 200 }' },
      responses: {
        default: {
          statusCode: '204',
          responseParameters: of((content) => `'${content}'`, 'method.response.header.'),
          ...(others.length > 0 && { responseTemplates: { 'application/json': forOtherOrigins(others) } }),
        },
      },
    },
  };
}
