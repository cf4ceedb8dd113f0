import { problemWords } from '#functions/website/words.ts';
import { type ProblemCode, problemBody, problemContentType, problems } from '#http/problems.ts';
import { gatewayPage, type HubOfPage, type WordsOfPage } from './gateway-page.ts';

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

/** Those that whoever opens a page can meet: for all others something must be asked that only the API is, such as a token. */
const metByPages: readonly string[] = [
  'API_CONFIGURATION_ERROR',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'THROTTLED',
  'WAF_FILTERED',
] satisfies readonly (keyof typeof problemOfGatewayResponse)[];

/** The address of a page may hold the token of an emailed link: what leads on from there does not tell it. */
const ofPages = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** Where a person is told something else than the problem says: of the firewall, which looks at what is sent, they know no rules. */
const otherWords: Readonly<Record<string, WordsOfPage>> = {
  WAF_FILTERED: {
    heading: 'We could not take what you sent',
    next: 'Go back in your browser: what you typed is still there. Take out anything that looks like code, and send it again. Or write to us.',
  },
};

const retryable: readonly ProblemCode[] = ['too-many-requests', 'took-too-long'];

const headersOf = (code: ProblemCode): Readonly<Record<string, string>> => ({
  'Cache-Control': 'no-store',
  // An error of the gateway's own says nothing of anybody, so any page may read it.
  'Access-Control-Allow-Origin': '*',
  ...(retryable.includes(code) && { 'Retry-After': '5', 'Access-Control-Expose-Headers': 'Retry-After' }),
});

const bodyOf = (code: ProblemCode): string => JSON.stringify(problemBody(code, '$context.requestId'));

/**
 * A problem as the gateway is told to answer it.
 *
 * @param prefix - how it calls a header where it is told so
 * @param templates - of other types, for who asks for those
 */
const answerOf = (
  headers: Readonly<Record<string, string>>,
  prefix: string,
  code: ProblemCode,
  templates: Readonly<Record<string, string>> = {},
) => ({
  statusCode: String(problems[code].status),
  responseParameters: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, `'${value}'`]),
  ),
  // First, for who accepts neither: the first is what the gateway takes then.
  responseTemplates: { 'application/json': bodyOf(code), ...templates },
});

const asProblem = (code: ProblemCode) => ({ 'Content-Type': problemContentType, ...headersOf(code) });

/** The gateway's own errors in the shape of all others, readable by the website's scripts too. */
function answerOfGateway(hub: HubOfPage, responseType: string, code: ProblemCode) {
  const prefix = 'gatewayresponse.header.';
  if (!metByPages.includes(responseType)) return answerOf(asProblem(code), prefix, code);
  // By which the request asks first, and as what it is named here: a type that stood among the headers would be that of the page, too.
  const templates = {
    [problemContentType]: bodyOf(code),
    'text/html': gatewayPage(hub, otherWords[responseType] ?? problemWords[code]),
  };
  return answerOf({ ...headersOf(code), ...ofPages }, prefix, code, templates);
}

export const gatewayProblems = (hub: HubOfPage) =>
  Object.fromEntries(
    Object.entries(problemOfGatewayResponse).map(([responseType, code]) => [
      responseType,
      answerOfGateway(hub, responseType, code),
    ]),
  );

/** Answers a path that is not there as the gateway would by itself, where another path would otherwise take the request. */
export function noSuchRoute() {
  const code = 'no-such-route';
  const headers = Object.keys(asProblem(code)).map((name) => [name, { schema: { type: 'string' } }]);
  return {
    responses: { [problems[code].status]: { description: 'Not Found', headers: Object.fromEntries(headers) } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{ statusCode: 404 }' },
      // What is no JSON would be taken for the answer, and fail as a fault of ours; so it is refused (UNSUPPORTED_MEDIA_TYPE).
      passthroughBehavior: 'never',
      responses: { default: answerOf(asProblem(code), 'method.response.header.', code) },
    },
  };
}
