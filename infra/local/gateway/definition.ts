import * as z from 'zod';

const texts = z.record(z.string(), z.string()).default({});

const Integration = z.strictObject({
  type: z.string(),
  httpMethod: z.string().optional(),
  uri: z.string().optional(),
  requestTemplates: texts,
  passthroughBehavior: z.literal('never').optional(),
  responses: z
    .strictObject({
      default: z.strictObject({ statusCode: z.string(), responseParameters: texts, responseTemplates: texts }),
    })
    .optional(),
});

/** One authorizer, and no scopes, which would ask for another kind of token. */
const Requirement = z
  .record(z.string(), z.tuple([]))
  .refine((requirement) => Object.keys(requirement).length === 1, 'names one authorizer');

const Operation = z.strictObject({
  operationId: z.string().optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().default(false),
        schema: z.unknown(),
      }),
    )
    .default([]),
  responses: z.record(z.string(), z.unknown()),
  security: z.tuple([Requirement]).optional(),
  'x-amazon-apigateway-request-validator': z.string().optional(),
  'x-amazon-apigateway-integration': Integration,
});
export type Operation = z.output<typeof Operation>;

/** Whatever has no operation of its own. */
export const anyMethod = 'x-amazon-apigateway-any-method';

export const methodNames = ['get', 'post', 'patch', 'put', 'delete', 'options', anyMethod] as const;

const Path = z.strictObject({
  get: Operation.optional(),
  post: Operation.optional(),
  patch: Operation.optional(),
  put: Operation.optional(),
  delete: Operation.optional(),
  options: Operation.optional(),
  [anyMethod]: Operation.optional(),
});

/** Each part is a literal or a parameter, and what takes all the rest is the last. */
const PathName = z
  .string()
  .regex(/^(\/[^/{}]*|\/\{[^/{}+]+\})*(\/\{[^/{}+]+\+\})?$/, 'is no path that the gateway takes');

const SecurityScheme = z.strictObject({
  type: z.literal('apiKey'),
  name: z.literal('Authorization'),
  in: z.literal('header'),
  'x-amazon-apigateway-authtype': z.literal('cognito_user_pools'),
  'x-amazon-apigateway-authorizer': z.strictObject({
    type: z.literal('cognito_user_pools'),
    providerARNs: z.array(z.string()),
  }),
});

/**
 * The body of a REST API, as API Gateway imports it. What is not known here is refused, since leaving it out could leave open what is closed on
 * AWS.
 */
export const Definition = z.strictObject({
  openapi: z.string().startsWith('3.0.'),
  info: z.unknown(),
  paths: z.record(PathName, Path),
  components: z
    .strictObject({ securitySchemes: z.record(z.string(), SecurityScheme).default({}) })
    .default({ securitySchemes: {} }),
  'x-amazon-apigateway-request-validators': z
    .record(
      z.string(),
      z.strictObject({ validateRequestParameters: z.boolean(), validateRequestBody: z.literal(false) }),
    )
    .default({}),
  'x-amazon-apigateway-gateway-responses': z
    .record(
      z.string(),
      z.strictObject({ statusCode: z.string().optional(), responseParameters: texts, responseTemplates: texts }),
    )
    .default({}),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).default([]),
  'x-amazon-apigateway-minimum-compression-size': z.int().min(0).optional(),
  // How it is reached from outside, of which there is nothing here.
  'x-amazon-apigateway-security-policy': z.string().optional(),
  'x-amazon-apigateway-endpoint-access-mode': z.string().optional(),
  'x-amazon-apigateway-endpoint-configuration': z.strictObject({ disableExecuteApiEndpoint: z.boolean() }).optional(),
});
export type Definition = z.output<typeof Definition>;
