import { StartFault } from '../fault.ts';
import type { Deployment } from '../template/deployment.ts';
import { anyMethod, type Definition, methodNames, type Operation } from './definition.ts';

export interface ApiMethod {
  /** `ANY` for all that have none of their own. */
  readonly method: string;
  /** `/v1/sessions/{sessionId}`. */
  readonly resource: string;
  readonly integration:
    | { readonly kind: 'lambda'; readonly functionArn: string }
    | {
        readonly kind: 'cors';
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly otherOrigins: readonly string[];
      }
    | ({ readonly kind: 'fixed'; readonly takes: readonly string[] | undefined } & GatewayResponse);
  /** ARNs of the pools whose users may call; none where anybody may. */
  readonly pools: readonly string[] | undefined;
  /** `querystring.limit`, `header.X`: those that a request must have. */
  readonly requiredParameters: readonly string[];
}

export interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** By type of content, in the order in which they are declared. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface Api {
  readonly methods: readonly ApiMethod[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  /** Those of which bytes are handed on as bytes. */
  readonly binaryTypes: readonly string[];
  /** Bytes, from which on a reply is compressed. */
  readonly minimumCompression: number | undefined;
}

const places = { path: 'path', query: 'querystring', header: 'header' } as const;

function headersOf(parameters: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  const headers = Object.entries(parameters).map(([name, value]) => [
    name.replace(prefix, ''),
    value.replace(/^'(.*)'$/, '$1'),
  ]);
  return Object.fromEntries(headers);
}

function integrationOf(operation: Operation): ApiMethod['integration'] {
  const { type, uri, responses, requestTemplates, passthroughBehavior } = operation['x-amazon-apigateway-integration'];
  const functionArn = /functions\/(.+)\/invocations$/.exec(uri ?? '')?.[1];
  if (type === 'aws_proxy' && functionArn !== undefined) return { kind: 'lambda', functionArn };
  if (type !== 'mock' || !responses) throw new StartFault(`integrates with ${type}, for which there is no stand-in`);
  const { statusCode, responseParameters, responseTemplates } = responses.default;
  // Each further origin is let through by a comparison in the template.
  const template = responseTemplates['application/json'] ?? '';
  const status = Number(statusCode);
  const headers = headersOf(responseParameters, 'method.response.header.');
  if (template.startsWith('{')) {
    return {
      kind: 'fixed',
      status,
      headers,
      templates: responseTemplates,
      takes: passthroughBehavior === 'never' ? Object.keys(requestTemplates) : undefined,
    };
  }
  return {
    kind: 'cors',
    status,
    headers,
    otherOrigins: [...template.matchAll(/\$origin == "([^"]+)"/g)].map(([, origin]) => origin ?? ''),
  };
}

function named<T>(among: Readonly<Record<string, T>>, name: string): T {
  const found = Object.hasOwn(among, name) ? among[name] : undefined;
  if (found === undefined) throw new StartFault(`names "${name}", which the definition does not hold`);
  return found;
}

function methodOf(definition: Definition, method: string, resource: string, operation: Operation): ApiMethod {
  const schemes = operation.security?.flatMap((requirement) => Object.keys(requirement));
  const validator = operation['x-amazon-apigateway-request-validator'];
  const isValidated =
    validator !== undefined &&
    named(definition['x-amazon-apigateway-request-validators'], validator).validateRequestParameters;
  return {
    method: method === anyMethod ? 'ANY' : method.toUpperCase(),
    resource,
    integration: integrationOf(operation),
    pools: schemes?.flatMap(
      (scheme) => named(definition.components.securitySchemes, scheme)['x-amazon-apigateway-authorizer'].providerARNs,
    ),
    requiredParameters: operation.parameters
      .filter(({ required }) => isValidated && required)
      .map(({ in: place, name }) => `${places[place]}.${name}`),
  };
}

/** The API as the templates declare it. */
export function readApi({ restApis }: Deployment): Api {
  const definitions = restApis.map(({ Body }) => Body);
  const methods = definitions.flatMap((definition) =>
    Object.entries(definition.paths).flatMap(([resource, operations]) =>
      methodNames.flatMap((method) => {
        const operation = operations[method];
        if (!operation) return [];
        try {
          return [methodOf(definition, method, resource, operation)];
        } catch (error) {
          if (!(error instanceof StartFault)) throw error;
          throw new StartFault(`${method.toUpperCase()} ${resource} ${error.message}`);
        }
      }),
    ),
  );
  const gatewayResponses = new Map(
    definitions.flatMap((definition) =>
      Object.entries(definition['x-amazon-apigateway-gateway-responses']).map(([type, response]) => [
        type,
        {
          status: response.statusCode === undefined ? undefined : Number(response.statusCode),
          headers: headersOf(response.responseParameters, 'gatewayresponse.header.'),
          templates: response.responseTemplates,
        },
      ]),
    ),
  );
  const binaryTypes = definitions.flatMap((definition) => definition['x-amazon-apigateway-binary-media-types']);
  const [minimumCompression] = definitions.flatMap(
    (definition) => definition['x-amazon-apigateway-minimum-compression-size'] ?? [],
  );
  return { methods, gatewayResponses, binaryTypes, minimumCompression };
}
