import { describe, expect, it } from 'vitest';
import type { ApiMethod } from '../../../infra/local/gateway/api.ts';
import { createRouter } from '../../../infra/local/gateway/router.ts';

const method = (httpMethod: string, resource: string): ApiMethod => ({
  method: httpMethod,
  resource,
  integration: { kind: 'lambda', functionArn: `${httpMethod} ${resource}` },
  pools: undefined,
  requiredParameters: [],
});
const ofTheApi = [
  method('GET', '/v1/sessions/{sessionId}'),
  method('PATCH', '/v1/sessions/{sessionId}'),
  method('GET', '/v1/sessions/next'),
  method('GET', '/v1/sessions'),
];

describe('finding a route', () => {
  const route = createRouter(ofTheApi);

  it('prefers what is written out to a parameter, and hands parameters over decoded', () => {
    expect(route('GET', '/v1/sessions/next')).toMatchObject({ method: { resource: '/v1/sessions/next' } });
    expect(route('GET', '/v1/sessions/a%20b')).toMatchObject({ pathParameters: { sessionId: 'a b' } });
    expect(route('GET', '/v1/sessions/%zz')).toMatchObject({ pathParameters: { sessionId: '%zz' } });
  });

  it.each([
    ['POST', '/v1/sessions'],
    ['GET', '/v1/sessions//'],
    ['GET', '/v1/sessions/a/b'],
    ['GET', '/'],
    // The path is there, and the method is another path's.
    ['PATCH', '/v1/sessions/next'],
  ])('finds nothing for %s %s', (httpMethod, path) => {
    expect(route(httpMethod, path)).toEqual({ found: 'nothing' });
  });
});

describe('finding what takes whatever is not written out', () => {
  const route = createRouter([
    // First, so that no order but its own finds the others.
    method('ANY', '/{proxy+}'),
    method('ANY', '/v1/{proxy+}'),
    method('ANY', '/v1'),
    method('ANY', '/'),
    method('POST', '/'),
    ...ofTheApi,
  ]);

  it.each([
    ['GET', '/v1/sessions', 'GET', '/v1/sessions'],
    ['GET', '/v1/sessions/', 'GET', '/v1/sessions'],
    ['GET', '/v1/sessions/next', 'GET', '/v1/sessions/next'],
    ['GET', '/v1/sessions/some', 'GET', '/v1/sessions/{sessionId}'],
    ['GET', '/v1/sessions/some/more', 'ANY', '/v1/{proxy+}'],
    ['DELETE', '/v1/nothing', 'ANY', '/v1/{proxy+}'],
    ['GET', '/v1', 'ANY', '/v1'],
    ['GET', '/v1/', 'ANY', '/v1'],
    ['GET', '/v11/sessions', 'ANY', '/{proxy+}'],
    ['GET', '/courses/some/book', 'ANY', '/{proxy+}'],
    ['GET', '/', 'ANY', '/'],
    ['HEAD', '/', 'ANY', '/'],
    ['POST', '/', 'POST', '/'],
  ])('%s %s goes to %s %s', (httpMethod, path, found, resource) => {
    expect(route(httpMethod, path)).toMatchObject({ method: { method: found, resource } });
  });

  it('leaves a path that is there to its own methods', () => {
    expect(route('DELETE', '/v1/sessions')).toEqual({ found: 'nothing' });
  });

  it('hands over what it took, decoded', () => {
    expect(route('GET', '/courses/a%20b/book')).toMatchObject({ pathParameters: { proxy: 'courses/a b/book' } });
    expect(route('GET', '/v1/some/thing')).toMatchObject({ pathParameters: { proxy: 'some/thing' } });
    expect(route('GET', '/')).toMatchObject({ pathParameters: null });
  });

  it('takes nothing where there is nothing', () => {
    expect(createRouter([method('ANY', '/{proxy+}')])('GET', '/')).toEqual({ found: 'nothing' });
  });
});
