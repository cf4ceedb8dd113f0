import type { ServerResponse } from 'node:http';

export interface Refusal {
  readonly status: number;
  /** The service's name for it. */
  readonly code: string;
  readonly message: string;
}

/** As each service words its errors. */
function errorBody(service: string, { code, message }: Refusal): { type: string; body: string } {
  if (service === 'ses') {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
    return { type: 'text/xml', body };
  }
  const cancelled = code === 'TransactionConflict';
  const body = {
    __type: cancelled
      ? 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException'
      : `com.amazonaws.${service}#${code}`,
    message,
    Message: message,
    ...(cancelled && {
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    }),
  };
  return { type: 'application/x-amz-json-1.0', body: JSON.stringify(body) };
}

export function refuse(response: ServerResponse, service: string, refusal: Refusal): void {
  const { type, body } = errorBody(service, refusal);
  response.writeHead(refusal.status, { 'Content-Type': type, 'x-amzn-errortype': refusal.code }).end(body);
}

export const unknownCaller: Refusal = {
  status: 403,
  code: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid',
};

export const notStoodIn = (what: string): Refusal => ({
  status: 501,
  code: 'NotImplemented',
  message: `${what} is not stood in for locally`,
});

export const notAuthorized = (service: string, message: string): Refusal =>
  service === 'ses'
    ? { status: 403, code: 'AccessDenied', message }
    : { status: service === 'lambda' ? 403 : 400, code: 'AccessDeniedException', message };
