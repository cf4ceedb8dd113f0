import { Validator } from '@seriousme/openapi-schema-validator';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiDefinition, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { areas } from '#functions/contracts.ts';
import { area, everyone, isWrite, lambdaOf, learner, type Route, route, staff } from '#http/route.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { apiDefinition } from '../../infra/constructs/api-definition.ts';

const wiring = {
  name: 'hub-test',
  uriOf: (lambdaName: string) => `call:${lambdaName}`,
  pages: 'pages',
  pools: { staff: 'arn:staff', learner: 'arn:learners' },
  allowedOrigins: ['https://hub.example', 'https://other.example'],
  held: { 'x-amazon-apigateway-endpoint-access-mode': 'STRICT' },
  hub: southEastLondon,
} as const;

interface Operation {
  readonly operationId?: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-amazon-apigateway-request-validator'?: string;
  readonly 'x-amazon-apigateway-integration': Readonly<Record<string, unknown>>;
}

const operationsOf = (definition: ReturnType<typeof apiDefinition>) =>
  Object.entries(definition.paths).flatMap(([path, operations]) =>
    Object.entries(operations as Readonly<Record<string, Operation>>).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );

const definition = apiDefinition(areas, wiring);
const operations = operationsOf(definition);
const found = (path: string, method: string): Operation => {
  const [it, ...more] = operations.filter((operation) => operation.path === path && operation.method === method);
  if (!it || more.length > 0) throw new Error(`${method} ${path} is there ${more.length + (it ? 1 : 0)} times`);
  return it.operation;
};

const routes = areas.flatMap((area) =>
  Object.values(area.routes).map((each): [string, Route, string] => [
    `${each.method} ${each.path}`,
    each,
    lambdaOf(area, each),
  ]),
);

const doors = { public: undefined, 'manage-link': undefined, learner: [{ learner: [] }], staff: [{ staff: [] }] };

describe('the API’s definition', () => {
  it('is valid OpenAPI 3.0, which the gateway reads', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(definition))).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.0');
  });

  // What cdk-nag would look for on the methods of a template, of which there are none.
  it.each(routes)('closes %s to all but its audience, and checks its parameters', (_name, declared, lambdaName) => {
    const operation = found(declared.path, declared.method);
    expect(operation.security).toEqual(doors[declared.audience.kind]);
    expect(operation['x-amazon-apigateway-request-validator']).toBe('parameters');
    expect(operation['x-amazon-apigateway-integration']).toEqual({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: `call:${lambdaName}`,
    });
    expect(operation.operationId).toBe(declared.operationId);
  });

  it.each(routes)('says which parameters %s has', (_name, declared) => {
    const { parameters } = found(declared.path, declared.method);
    const names = (place: string) => parameters.filter((each) => each.in === place).map(({ name }) => name);
    const inPath = [...declared.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(names('path').sort()).toEqual(inPath.sort());
    expect(names('query')).toEqual(Object.keys(declared.input.query?.shape ?? {}));
    expect(names('header')).toEqual(isWrite(declared) ? ['Idempotency-Key'] : []);
    const required = parameters.filter((each) => each.required).map(({ name }) => name);
    const needed = Object.entries(declared.input.query?.shape ?? {})
      .filter(([, schema]) => !(schema as z.ZodType).safeParse(undefined).success)
      .map(([name]) => name);
    // Who is in none of the groups is told so, and not what is missing: the function knows the groups, and the gateway does not.
    const insisted = declared.audience.kind === 'staff' ? [] : needed;
    expect(required.filter((name) => !inPath.includes(name))).toEqual(insisted);
  });

  const anyMethod = 'X-AMAZON-APIGATEWAY-ANY-METHOD';

  it('holds nothing else but the website, and what answers preflights, of each path its methods', () => {
    const declared = new Set(routes.map(([name]) => name));
    const others = operations.filter(({ path, method }) => method !== anyMethod && !declared.has(`${method} ${path}`));
    expect(others.map(({ method }) => method)).toEqual(others.map(() => 'OPTIONS'));
    for (const { path, operation } of others) {
      const methods = routes.filter(([, each]) => each.path === path).map(([, { method }]) => method);
      expect(JSON.stringify(operation)).toContain(`"'${[...methods, 'OPTIONS'].join(',')}'"`);
      expect(operation.security).toBeUndefined();
      expect(operation['x-amazon-apigateway-integration'].type).toBe('mock');
    }
  });

  it('gives the website whatever is not the API’s, by any method, without a sign-in', () => {
    const anything = operations.filter(({ method }) => method === anyMethod);
    expect(anything.map(({ path }) => path)).toEqual(['/', '/{proxy+}', '/v1', '/v1/{proxy+}']);
    for (const path of ['/', '/{proxy+}']) {
      const operation = found(path, anyMethod);
      expect(operation.security).toBeUndefined();
      expect(operation['x-amazon-apigateway-integration']).toEqual({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: 'call:pages',
      });
    }
  });

  it.each(['/v1', '/v1/{proxy+}'])(
    'answers %s, where no route is, as it answers a method that is not there',
    (path) => {
      const { 'x-amazon-apigateway-integration': integration } = found(path, anyMethod);
      const byItself = definition['x-amazon-apigateway-gateway-responses'].MISSING_AUTHENTICATION_TOKEN;
      expect(integration).toMatchObject({
        type: 'mock',
        // A mock takes a body that it has no template for as its answer, and fails.
        passthroughBehavior: 'never',
        responses: { default: { statusCode: '404', responseTemplates: byItself?.responseTemplates } },
      });
      expect(JSON.stringify(integration)).toContain(
        `"method.response.header.Content-Type":"'application/problem+json'"`,
      );
    },
  );

  it('lets in the users of the pool of each audience', () => {
    const { staff: ofStaff, learner: ofLearners } = definition.components.securitySchemes;
    const letsIn = (providerARNs: string[]) => ({
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs },
    });
    expect([ofStaff, ofLearners]).toEqual([letsIn(['arn:staff']), letsIn(['arn:learners'])]);
    expect(definition['x-amazon-apigateway-request-validators'].parameters).toEqual({
      validateRequestParameters: true,
      validateRequestBody: false,
    });
  });

  it('insists on what a schema needs and nothing else', () => {
    const query = z.object({ needed: z.string(), wanted: z.string().optional(), given: z.string().default('x') });
    const search = route({
      operationId: 'search',
      method: 'GET',
      path: '/v1/things',
      summary: 'Search',
      audience: everyone,
      input: { query },
      replies: { 200: z.object({}) },
      problems: [],
    });
    const [first] = operationsOf(apiDefinition([area('things', { search })], wiring));
    expect(first?.operation.parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['needed']);
  });
});

describe('what a deployment publishes', () => {
  const thing = { path: '/v1/things', summary: '', input: {}, replies: { 200: z.object({}) }, problems: [] } as const;
  const look = route({ ...thing, operationId: 'look', method: 'GET', audience: staff() });
  const make = route({ ...thing, operationId: 'make', method: 'POST', audience: staff() });

  /** The name that CloudFormation knows the deployment by: by another, it makes a new one. */
  function deploymentOf(
    routes: Readonly<Record<string, Route>>,
    changes: Partial<typeof wiring> | object = {},
  ): string {
    const stack = new Stack(new App(), 'stack');
    const made = apiDefinition([{ name: 'things', routes }], { ...wiring, ...changes });
    new SpecRestApi(stack, 'Api', { apiDefinition: ApiDefinition.fromInline(made) });
    return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment')).join();
  }

  it('is published anew where anything of the definition is another, and only there', () => {
    const before = deploymentOf({ look });
    expect(deploymentOf({ look })).toBe(before);
    const after = [
      deploymentOf({ look, make }),
      deploymentOf({ look: { ...look, audience: learner } }),
      deploymentOf({ look: { ...look, input: { query: z.object({ limit: z.string() }) } } }),
      deploymentOf({ look }, { allowedOrigins: ['https://hub.example'] }),
      deploymentOf({ look }, { held: {} }),
      deploymentOf({ look }, { hub: { ...southEastLondon, name: 'Another hub' } }),
    ];
    expect(new Set([before, ...after]).size).toBe(1 + after.length);
  });
});
