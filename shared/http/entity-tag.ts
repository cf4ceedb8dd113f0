import type { APIGatewayProxyResult } from 'aws-lambda';
import { sha256 } from '#platform/ids.ts';

/** Names what is answered (RFC 9110, 8.8.3): weakly, since the gateway may compress it. */
export const entityTag = (content: string): string => `W/"${sha256(content).slice(0, 32)}"`;

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether who asks has this already. @param ifNoneMatch - the header: tags, or `*` */
const has = (ifNoneMatch: string, tag: string): boolean =>
  ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => opaque(each) === opaque(tag));

/** A reply that is asked for again and again: with its tag, and without its body for who has that already (RFC 9110, 13.1.2). */
export function unlessUnchanged(
  reply: APIGatewayProxyResult,
  tag: string,
  ifNoneMatch: string | undefined,
): APIGatewayProxyResult {
  const { 'Content-Type': mediaType, 'Content-Disposition': disposition, ...kept } = reply.headers ?? {};
  if (ifNoneMatch !== undefined && has(ifNoneMatch, tag))
    return { statusCode: 304, headers: { ...kept, ETag: tag }, body: '' };
  return { ...reply, headers: { ...reply.headers, ETag: tag } };
}
