import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ProblemError } from './problem-error.ts';
import type { Route } from './route.ts';

/** Bytes that we take: no form of ours is longer; the gateway itself would take 10 MB, and Lambda 6. */
export const largestBody = 64 * 1024;

const json = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** @throws ProblemError `too-large` */
export function bytesOf(body: string, isBase64Encoded: boolean): string | Buffer<ArrayBuffer> {
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : body;
  if (Buffer.byteLength(bytes) > largestBody) {
    throw new ProblemError('too-large', { detail: `Send at most ${largestBody / 1024} KB` });
  }
  return bytes;
}

/**
 * The body of a request, where its route takes one. Where it may be left out, nothing stands for `{}`.
 *
 * What it holds is for the route's schema to judge, keys such as `__proto__` among it: parsed, they are fields like others.
 *
 * @throws ProblemError `too-large`, `not-json` or `malformed-json`
 */
export function jsonBodyOf(route: Route, { headers, body, isBase64Encoded }: APIGatewayProxyEvent): unknown {
  const schema = route.input.body;
  if (!schema) return undefined;
  if (body === null || body === undefined || body === '') return schema.safeParse({}).success ? {} : undefined;

  const bytes = bytesOf(body, isBase64Encoded);
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') {
    throw new ProblemError('not-json', { detail: 'Send it as it is, without a Content-Encoding: it is not unpacked' });
  }
  if (!json.test(headers['content-type']?.trim() ?? '')) throw new ProblemError('not-json');
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new ProblemError('malformed-json', { cause });
  }
}
