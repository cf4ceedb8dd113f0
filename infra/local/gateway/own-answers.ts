import type { ServerResponse } from 'node:http';
import type { GatewayResponse } from './api.ts';

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
};

/** What the gateway answers itself, without a function: as the template words it for each type of answer. */
export function createOwnAnswers(gatewayResponses: ReadonlyMap<string, GatewayResponse>) {
  return (response: ServerResponse, type: string, requestId: string, message = ''): void => {
    const fallback = type === 'INTEGRATION_FAILURE' || type === 'INTEGRATION_TIMEOUT' ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
    const declared = gatewayResponses.get(type) ?? gatewayResponses.get(fallback);
    const template = declared?.template ?? '{"message":$context.error.messageString}';
    const body = template
      .replaceAll('$context.requestId', requestId)
      .replaceAll('$context.responseType', type)
      .replaceAll('$context.error.messageString', JSON.stringify(message));
    response
      .writeHead(declared?.status ?? defaultStatus[type] ?? 500, {
        'Content-Type': 'application/json',
        ...declared?.headers,
        'x-amzn-RequestId': requestId,
        'x-amzn-ErrorType': type,
      })
      .end(body);
  };
}
