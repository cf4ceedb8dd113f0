import { Duration, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IAuthorizer,
  type Integration,
  type IRequestValidator,
  type Method,
  type MethodOptions,
  type Resource,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type * as z from 'zod';
import { type Area, isWrite, lambdaOf, type Route } from '#http/route.ts';

interface Wiring {
  readonly integrationOf: (lambdaName: string) => Integration;
  readonly staffAuthorizer: IAuthorizer;
  readonly learnerAuthorizer: IAuthorizer;
  readonly parameterValidator: IRequestValidator;
  /** Of the pages that may call. */
  readonly allowedOrigins: readonly string[];
}

const isRequired = (schema: z.ZodType): boolean => !schema.safeParse(undefined).success;

/** `method.request.querystring.limit: false` and the like: which parameters there are, and which the gateway insists on. */
function parametersOf(route: Route): Record<string, boolean> {
  const { path, query } = route.input;
  const named = (place: string, shape: Readonly<Record<string, unknown>> = {}, required?: true) =>
    Object.entries(shape).map(([name, schema]) => [
      `method.request.${place}.${name}`,
      required ?? isRequired(schema as z.ZodType),
    ]);
  return Object.fromEntries([
    ...named('path', path?.shape, true),
    ...named('querystring', query?.shape),
    ...(isWrite(route) ? [['method.request.header.Idempotency-Key', false]] : []),
  ]);
}

function authorizationOf({ audience }: Route, wiring: Wiring): MethodOptions {
  switch (audience.kind) {
    case 'staff':
      return { authorizationType: AuthorizationType.COGNITO, authorizer: wiring.staffAuthorizer };
    case 'learner':
      return { authorizationType: AuthorizationType.COGNITO, authorizer: wiring.learnerAuthorizer };
    default:
      // Everybody's, or for who holds a link: the token of a link is checked by what the link opens.
      return { authorizationType: AuthorizationType.NONE };
  }
}

function acknowledgeOpenRoute(method: Method): void {
  for (const id of ['AwsSolutions-APIG4', 'AwsSolutions-COG4']) {
    Validations.of(method).acknowledge({
      id,
      reason: 'The contract opens this route to everybody, or to who holds a link, whose token the function checks.',
    });
  }
}

/** What a browser asks before it lets a page call from another origin; only where there is something to call. */
function answerPreflights(resource: Resource, methods: readonly string[], { allowedOrigins }: Wiring): void {
  resource.addCorsPreflight({
    allowOrigins: [...allowedOrigins],
    allowMethods: [...methods, 'OPTIONS'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    exposeHeaders: ['Retry-After'],
    maxAge: Duration.hours(1),
  });
}

/** One method of the gateway for each route of the contract, and no other but what answers preflights. */
export function addContractRoutes(api: RestApi, areas: readonly Area[], wiring: Wiring): void {
  const methodsOf = new Map<Resource, string[]>();
  for (const area of areas) {
    for (const route of Object.values(area.routes)) {
      const resource = api.root.resourceForPath(route.path);
      methodsOf.set(resource, [...(methodsOf.get(resource) ?? []), route.method]);
      const method = resource.addMethod(route.method, wiring.integrationOf(lambdaOf(area.name, route)), {
        ...authorizationOf(route, wiring),
        operationName: route.operationId,
        requestParameters: parametersOf(route),
        requestValidator: wiring.parameterValidator,
      });
      if (route.audience.kind === 'public' || route.audience.kind === 'manage-link') acknowledgeOpenRoute(method);
    }
  }
  for (const [resource, methods] of methodsOf) answerPreflights(resource, methods, wiring);
}
