import * as z from 'zod';
import { StartFault } from '../fault.ts';
import type { Deployment } from '../template/deployment.ts';
import type { ResolvedResource } from '../template/resolve.ts';

const MethodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  // Any other would leave open here what is closed on AWS.
  AuthorizationType: z.enum(['NONE', 'COGNITO_USER_POOLS']).default('NONE'),
  ApiKeyRequired: z.literal(false).optional(),
  AuthorizerId: z.string().optional(),
  RequestParameters: z.record(z.string(), z.boolean()).default({}),
  RequestValidatorId: z.string().optional(),
  Integration: z.object({
    Type: z.string(),
    Uri: z.string().optional(),
    IntegrationResponses: z
      .array(
        z.object({
          StatusCode: z.string(),
          ResponseParameters: z.record(z.string(), z.string()).default({}),
          ResponseTemplates: z.record(z.string(), z.string()).default({}),
        }),
      )
      .default([]),
  }),
});
const ResourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });
const GatewayResponseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});
const AuthorizerProperties = z.object({ Type: z.literal('COGNITO_USER_POOLS'), ProviderARNs: z.array(z.string()) });
const ValidatorProperties = z.object({ ValidateRequestParameters: z.boolean().default(false) });

export interface ApiMethod {
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
      };
  /** ARNs of the pools whose users may call; none where anybody may. */
  readonly pools: readonly string[] | undefined;
  /** `querystring.limit`, `header.X`: those that a request must have. */
  readonly requiredParameters: readonly string[];
}

export interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly template: string | undefined;
}

export interface Api {
  readonly methods: readonly ApiMethod[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
}

const unquoted = (value: string): string => value.replace(/^'(.*)'$/, '$1');

/** The API as the templates declare it. */
export function readApi({ apiResources }: Deployment): Api {
  const ofType = (type: string) => apiResources.filter((resource) => resource.type === `AWS::ApiGateway::${type}`);
  const byRef = new Map(apiResources.map((resource) => [resource.ref, resource]));

  function pathOf(resourceId: string): string {
    const resource = byRef.get(resourceId);
    // The root of an API is an attribute of the API and no resource of its own.
    if (resource?.type !== 'AWS::ApiGateway::Resource') return '';
    const { ParentId, PathPart } = ResourceProperties.parse(resource.properties);
    return `${pathOf(ParentId)}/${PathPart}`;
  }

  function poolsOf(authorizerId: string | undefined): readonly string[] | undefined {
    const authorizer = authorizerId === undefined ? undefined : byRef.get(authorizerId);
    return authorizer && AuthorizerProperties.parse(authorizer.properties).ProviderARNs;
  }

  function validatesParameters(validatorId: string | undefined): boolean {
    const validator = validatorId === undefined ? undefined : byRef.get(validatorId);
    return validator !== undefined && ValidatorProperties.parse(validator.properties).ValidateRequestParameters;
  }

  function propertiesOf({ logicalId, properties }: ResolvedResource): z.output<typeof MethodProperties> {
    const parsed = MethodProperties.safeParse(properties);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new StartFault(`${logicalId} cannot be stood in for: ${where}`);
  }

  function integrationOf(
    { Integration }: z.output<typeof MethodProperties>,
    { logicalId }: ResolvedResource,
  ): ApiMethod['integration'] {
    const functionArn = /functions\/(.+)\/invocations$/.exec(Integration.Uri ?? '')?.[1];
    if (Integration.Type === 'AWS_PROXY' && functionArn !== undefined) return { kind: 'lambda', functionArn };
    const [response] = Integration.IntegrationResponses;
    if (Integration.Type !== 'MOCK' || !response)
      throw new StartFault(`${logicalId} integrates with ${Integration.Type}, for which there is no stand-in`);
    const headers = Object.entries(response.ResponseParameters).map(([name, value]) => [
      name.replace('method.response.header.', ''),
      unquoted(value),
    ]);
    // The CDK lets each further origin through by a comparison in the template.
    const template = response.ResponseTemplates['application/json'] ?? '';
    const otherOrigins = [...template.matchAll(/\$origin == "([^"]+)"/g)].map(([, origin]) => origin ?? '');
    return { kind: 'cors', status: Number(response.StatusCode), headers: Object.fromEntries(headers), otherOrigins };
  }

  const methods = ofType('Method').map((resource): ApiMethod => {
    const properties = propertiesOf(resource);
    const required = Object.entries(properties.RequestParameters).filter(([, isRequired]) => isRequired);
    return {
      method: properties.HttpMethod,
      resource: pathOf(properties.ResourceId) || '/',
      integration: integrationOf(properties, resource),
      pools:
        properties.AuthorizationType === 'COGNITO_USER_POOLS' ? (poolsOf(properties.AuthorizerId) ?? []) : undefined,
      requiredParameters: validatesParameters(properties.RequestValidatorId)
        ? required.map(([name]) => name.replace('method.request.', ''))
        : [],
    };
  });

  const gatewayResponses = new Map(
    ofType('GatewayResponse').map((resource) => {
      const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = GatewayResponseProperties.parse(
        resource.properties,
      );
      const headers = Object.entries(ResponseParameters).map(([name, value]) => [
        name.replace('gatewayresponse.header.', ''),
        unquoted(value),
      ]);
      return [
        ResponseType,
        {
          status: StatusCode === undefined ? undefined : Number(StatusCode),
          headers: Object.fromEntries(headers),
          template: ResponseTemplates['application/json'],
        },
      ];
    }),
  );
  return { methods, gatewayResponses };
}
