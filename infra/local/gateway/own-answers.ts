import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayResponse } from './api.ts';
import { mediaTypeOf } from './proxy-event.ts';

const defaultStatus: Readonly<Record<string, number>> = {
  ACCESS_DENIED: 403,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  // AWS documents 504, for a backend that is not reached. Here it is always a function that failed, which is a 502 there, too.
  INTEGRATION_FAILURE: 502,
  INTEGRATION_TIMEOUT: 504,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
};

/** What a template may say of the request that it answers. */
interface Context {
  readonly requestId: string;
  readonly responseType?: string;
  readonly message?: string;
}

const filled = (template: string, { requestId, responseType = '', message = '' }: Context): string =>
  template
    .replaceAll('$context.requestId', requestId)
    .replaceAll('$context.responseType', responseType)
    .replaceAll('$context.error.messageString', JSON.stringify(message));

/** What a request is taken to be, and to want, that does not say. */
export const jsonType = 'application/json';

/** The template of the type that a request accepts first; or else JSON's, or the first that there is. */
function chosen(templates: GatewayResponse['templates'], accept = jsonType): readonly [type: string, template: string] {
  const first = mediaTypeOf(accept);
  const all = Object.entries(templates);
  return all.find(([type]) => type === first) ?? all.find(([type]) => type === jsonType) ?? all[0] ?? [jsonType, ''];
}

/** Always the same, as the template words it. */
export function fixedAnswer(
  { headers: { accept } }: IncomingMessage,
  response: ServerResponse,
  { status = 500, headers, templates }: GatewayResponse,
  context: Context,
): void {
  const [type, template] = chosen(templates, accept);
  response
    .writeHead(status, { 'Content-Type': type, ...headers, 'x-amzn-RequestId': context.requestId })
    .end(filled(template, context));
}

/** What the gateway answers itself, without a function: as the template words it for each type of answer. */
export function createOwnAnswers(gatewayResponses: ReadonlyMap<string, GatewayResponse>) {
  return (
    request: IncomingMessage,
    response: ServerResponse,
    responseType: string,
    requestId: string,
    message = '',
  ): void => {
    const fallback = responseType.startsWith('INTEGRATION_') ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
    const declared = gatewayResponses.get(responseType) ?? gatewayResponses.get(fallback);
    const answer = {
      status: declared?.status ?? defaultStatus[responseType] ?? 500,
      headers: { ...declared?.headers, 'x-amzn-ErrorType': responseType },
      templates: declared?.templates ?? { [jsonType]: '{"message":$context.error.messageString}' },
    };
    fixedAnswer(request, response, answer, { requestId, responseType, message });
  };
}
