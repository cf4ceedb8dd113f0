import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Api } from './api.ts';
import { compressed } from './compression.ts';
import { mediaTypeOf } from './proxy-event.ts';

/** What a function answers to a gateway. */
export const LambdaReply = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
export type LambdaReply = z.output<typeof LambdaReply>;

type Headers = Record<string, string | string[]>;

/** A header with several values is several headers. */
function headersOf({ headers, multiValueHeaders }: LambdaReply): Headers {
  const flat = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(flat), ...multiValueHeaders };
}

function textOf(headers: Headers, name: string): string | undefined {
  const [, value] = Object.entries(headers).find(([each]) => each.toLowerCase() === name) ?? [];
  return value === undefined ? undefined : String(value);
}

const without = (headers: Headers, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([each]) => each.toLowerCase() !== name));

/**
 * What stands for bytes is turned into them only where the type that the caller names first is declared as binary (API Gateway developer
 * guide, “Content type conversions”); otherwise it is handed on as it stands. What is large leaves compressed, where the caller takes that.
 */
export function handBack(
  reply: LambdaReply,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  { binaryTypes, minimumCompression }: Pick<Api, 'binaryTypes' | 'minimumCompression'>,
): void {
  const wantsBytes = binaryTypes.includes(mediaTypeOf(request.headers.accept));
  const body = Buffer.from(reply.body ?? '', reply.isBase64Encoded && wantsBytes ? 'base64' : 'utf8');
  const headers = headersOf(reply);
  const smaller = compressed(body, {
    minimumCompression,
    acceptEncoding: String(request.headers['accept-encoding'] ?? ''),
    contentEncoding: textOf(headers, 'content-encoding'),
  });
  response
    .writeHead(reply.statusCode, {
      ...(smaller ? { ...without(headers, 'content-length'), 'Content-Encoding': smaller.contentEncoding } : headers),
      'x-amzn-RequestId': requestId,
    })
    .end(smaller?.body ?? body);
}
