import { type ProblemCode, problemBody, problemContentType, problems } from '#http/problems.ts';

/** Which problem stands for what the gateway answers by itself. */
const problemOfGatewayResponse = {
  ACCESS_DENIED: 'not-allowed',
  API_CONFIGURATION_ERROR: 'unexpected',
  AUTHORIZER_CONFIGURATION_ERROR: 'unexpected',
  AUTHORIZER_FAILURE: 'unexpected',
  BAD_REQUEST_BODY: 'malformed-json',
  BAD_REQUEST_PARAMETERS: 'missing-parameter',
  DEFAULT_4XX: 'not-understood',
  DEFAULT_5XX: 'unexpected',
  EXPIRED_TOKEN: 'sign-in-needed',
  INTEGRATION_FAILURE: 'no-answer',
  INTEGRATION_TIMEOUT: 'took-too-long',
  INVALID_API_KEY: 'not-allowed',
  INVALID_SIGNATURE: 'sign-in-needed',
  // What API Gateway calls a missing token is a path or method that does not exist.
  MISSING_AUTHENTICATION_TOKEN: 'no-such-route',
  QUOTA_EXCEEDED: 'too-many-requests',
  REQUEST_TOO_LARGE: 'too-large',
  RESOURCE_NOT_FOUND: 'no-such-route',
  THROTTLED: 'too-many-requests',
  UNAUTHORIZED: 'sign-in-needed',
  UNSUPPORTED_MEDIA_TYPE: 'not-json',
  WAF_FILTERED: 'not-allowed',
} as const satisfies Record<string, ProblemCode>;

const retryable: readonly ProblemCode[] = ['too-many-requests', 'took-too-long'];

const headersOf = (code: ProblemCode): Readonly<Record<string, string>> => ({
  'Content-Type': problemContentType,
  'Cache-Control': 'no-store',
  // An error of the gateway's own says nothing of anybody, so any page may read it.
  'Access-Control-Allow-Origin': '*',
  ...(retryable.includes(code) && { 'Retry-After': '5', 'Access-Control-Expose-Headers': 'Retry-After' }),
});

/** A problem as the gateway is told to answer it. @param prefix - how it calls a header where it is told so */
const answerOf = (code: ProblemCode, prefix: string) => ({
  statusCode: String(problems[code].status),
  responseParameters: Object.fromEntries(
    Object.entries(headersOf(code)).map(([name, value]) => [`${prefix}${name}`, `'${value}'`]),
  ),
  responseTemplates: { 'application/json': JSON.stringify(problemBody(code, '$context.requestId')) },
});

/** The gateway's own errors in the shape of all others, readable by the website's scripts too. */
export const gatewayProblems = () =>
  Object.fromEntries(
    Object.entries(problemOfGatewayResponse).map(([responseType, code]) => [
      responseType,
      answerOf(code, 'gatewayresponse.header.'),
    ]),
  );

/** Answers a path that is not there as the gateway would by itself, where another path would otherwise take the request. */
export function noSuchRoute() {
  const code = 'no-such-route';
  const headers = Object.keys(headersOf(code)).map((name) => [name, { schema: { type: 'string' } }]);
  return {
    responses: { [problems[code].status]: { description: 'Not Found', headers: Object.fromEntries(headers) } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{ statusCode: 404 }' },
      // What is no JSON would be taken for the answer, and fail as a fault of ours; so it is refused (UNSUPPORTED_MEDIA_TYPE).
      passthroughBehavior: 'never',
      responses: { default: answerOf(code, 'method.response.header.') },
    },
  };
}
