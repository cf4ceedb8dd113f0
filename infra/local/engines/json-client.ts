import { Agent, request } from 'node:http';
import { wholeBody } from '../whole-body.ts';

/** What an engine answered in place of what it was asked for, by the service's name for it. */
export class EngineRefusal extends Error {
  readonly code: string;

  constructor(operation: string, code: string) {
    super(`${operation} was answered ${code}`);
    this.code = code;
  }
}

/** One operation. @throws EngineRefusal */
export type JsonCall = (operation: string, input: object, signal?: AbortSignal) => Promise<unknown>;

/** The engines take whoever it is, but each wants some signature there. */
const signedFor = (service: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=platform/20270101/eu-west-2/${service}/aws4_request, SignedHeaders=host, Signature=none`,
  'X-Amz-Date': '20270101T000000Z',
});

function codeOf(answer: unknown): string {
  const type = typeof answer === 'object' && answer !== null && '__type' in answer ? String(answer.__type) : 'unknown';
  return type.split('#').at(-1) ?? type;
}

/**
 * Calls an engine by AWS's JSON protocol as it is on the wire, as the pollers of Lambda get what they hand on: to an SDK each record would be
 * taken apart and put together again.
 *
 * @param target - what stands before the operation in `X-Amz-Target`
 */
export function createJsonClient(endpoint: string, service: string, target: string): JsonCall {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);
  return async (operation, input, signal) => {
    const body = Buffer.from(JSON.stringify(input));
    const headers = {
      'Content-Type': 'application/x-amz-json-1.0',
      'Content-Length': body.length,
      'X-Amz-Target': `${target}.${operation}`,
      ...signedFor(service),
    };
    const [status, text] = await new Promise<readonly [number, string]>((answered, failed) => {
      const outgoing = request(
        { agent, hostname, port, method: 'POST', path: '/', headers, ...(signal && { signal }) },
        (response) => {
          wholeBody(response).then((read) => answered([response.statusCode ?? 500, read.toString('utf8')]), failed);
        },
      );
      outgoing.on('error', failed).end(body);
    });
    const answer: unknown = text === '' ? {} : JSON.parse(text);
    if (status !== 200) throw new EngineRefusal(operation, codeOf(answer));
    return answer;
  };
}
