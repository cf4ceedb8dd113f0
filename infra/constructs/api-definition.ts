import { STATUS_CODES } from 'node:http';
import type * as z from 'zod';
import { type Area, type Audience, binaryTypes, isWrite, lambdaOf, type Route } from '#http/route.ts';
import type { HubOfPage } from './gateway-page.ts';
import { gatewayProblems, noSuchRoute } from './gateway-problems.ts';
import { preflight } from './preflight.ts';

export interface ApiWiring {
  readonly name: string;
  /** Whom pages are of that no function makes. */
  readonly hub: HubOfPage;
  /** Where the gateway calls a function. */
  readonly uriOf: (lambdaName: string) => string;
  /** The function that answers whatever is not the API's. */
  readonly pages: string;
  /** ARNs of the pools, whose users are let in. */
  readonly pools: { readonly staff: string; readonly learner: string };
  /** Of the pages that may call. */
  readonly allowedOrigins: readonly string[];
  /** What the API is held to as a whole, in the gateway's own words: an import may take back what it does not say. */
  readonly held: Readonly<Record<`x-amazon-apigateway-${string}`, string | number | object>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: { readonly type: 'string' };
}

const validator = 'parameters';

const isRequired = (schema: unknown): boolean => !(schema as z.ZodType).safeParse(undefined).success;

function parameter(name: string, place: Parameter['in'], required: boolean): Parameter {
  return { name, in: place, ...(required && { required }), schema: { type: 'string' } };
}

const pathParameters = ({ input }: Route): Parameter[] =>
  Object.keys(input.path?.shape ?? {}).map((name) => parameter(name, 'path', true));

/**
 * Which parameters there are, and which the gateway insists on. What they may say is for the function to check; and of routes for staff,
 * whether they are there: only it knows the groups, and who is in none of them is told so before anything is said of what they sent.
 */
function parametersOf(route: Route): Parameter[] {
  const query = Object.entries(route.input.query?.shape ?? {});
  const insists = route.audience.kind !== 'staff';
  return [
    ...pathParameters(route),
    ...query.map(([name, schema]) => parameter(name, 'query', insists && isRequired(schema))),
    ...(isWrite(route) ? [parameter('Idempotency-Key', 'header', false)] : []),
  ];
}

/** Whose sign-in opens a route. Where it is everybody's, or for who holds a link, none: what the link opens checks its token. */
const poolOf = {
  staff: 'staff',
  learner: 'learner',
  public: undefined,
  'manage-link': undefined,
} as const satisfies Readonly<Record<Audience['kind'], keyof ApiWiring['pools'] | undefined>>;

/** The gateway calls a function always by POST, whatever it was called by itself. */
const answeredBy = (uri: string) => ({ type: 'aws_proxy', httpMethod: 'POST', uri });

function operationOf(area: Area, route: Route, { uriOf }: ApiWiring) {
  const pool = poolOf[route.audience.kind];
  const statuses = [...Object.keys(route.replies), ...(route.files ? [200] : []), ...(route.fileLink ? [201] : [])];
  return {
    operationId: route.operationId,
    parameters: parametersOf(route),
    // OpenAPI asks for one at least. Whatever the function answers is passed on.
    responses: Object.fromEntries(statuses.map((status) => [status, { description: STATUS_CODES[status] }])),
    ...(pool && { security: [{ [pool]: [] }] }),
    'x-amazon-apigateway-request-validator': validator,
    'x-amazon-apigateway-integration': answeredBy(uriOf(lambdaOf(area, route))),
  };
}

/** Whatever lies below a path, and the path itself, which is not below it; by any method. */
function everythingUnder(path: string, operation: object) {
  const any = (parameters: readonly Parameter[]) => ({
    'x-amazon-apigateway-any-method': { parameters, ...operation },
  });
  return { [path]: any([]), [`${path.replace(/\/$/, '')}/{proxy+}`]: any([parameter('proxy', 'path', true)]) };
}

/** The website has every path but those of the API. What is none of its routes answers as the API does, and not with a page. */
const besidesTheContract = ({ pages, uriOf }: ApiWiring) => ({
  ...everythingUnder('/', {
    // OpenAPI asks for one at least.
    responses: { 200: { description: STATUS_CODES[200] } },
    'x-amazon-apigateway-integration': answeredBy(uriOf(pages)),
  }),
  ...everythingUnder('/v1', noSuchRoute()),
});

/** The gateway takes the ID tokens of one pool's users. */
const signedInAt = (poolArn: string) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'cognito_user_pools',
  'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
});

function pathsOf(areas: readonly Area[], wiring: ApiWiring) {
  const routes = areas.flatMap((area) => Object.values(area.routes).map((route) => ({ area, route })));
  const byPath = Map.groupBy(routes, ({ route }) => route.path);
  return Object.fromEntries(
    [...byPath].map(([path, declared]) => {
      const operations = declared.map(({ area, route }) => [
        route.method.toLowerCase(),
        operationOf(area, route, wiring),
      ]);
      const methods = declared.map(({ route }) => route.method);
      const parameters = declared.slice(0, 1).flatMap(({ route }) => pathParameters(route));
      const options = { parameters, ...preflight(methods, wiring.allowedOrigins) };
      return [path, { ...Object.fromEntries(operations), options }];
    }),
  );
}

/**
 * The API as the gateway imports it: one operation for each route of the contract, what answers preflights, and the website. API Gateway
 * reads OpenAPI 3.0 and not 3.1, and nothing of a description or a schema; those are in the published document.
 */
export function apiDefinition(areas: readonly Area[], wiring: ApiWiring) {
  return {
    openapi: '3.0.1',
    info: { title: wiring.name, version: '1' },
    paths: { ...pathsOf(areas, wiring), ...besidesTheContract(wiring) },
    components: {
      securitySchemes: { staff: signedInAt(wiring.pools.staff), learner: signedInAt(wiring.pools.learner) },
    },
    'x-amazon-apigateway-request-validators': {
      [validator]: { validateRequestParameters: true, validateRequestBody: false },
    },
    'x-amazon-apigateway-gateway-responses': gatewayProblems(wiring.hub),
    'x-amazon-apigateway-binary-media-types': [...binaryTypes],
    ...wiring.held,
  };
}
