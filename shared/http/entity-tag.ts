import type { APIGatewayProxyResult } from 'aws-lambda';
import { sha256 } from '#platform/ids.ts';

/** Names what is answered (RFC 9110, 8.8.3): weakly, since the gateway may compress it. */
export const entityTag = (content: string): string => `W/"${sha256(content).slice(0, 32)}"`;

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether who asks has this already (RFC 9110, 13.1.2). @param ifNoneMatch - the header: tags, or `*` */
export const isKnown = (tag: string, ifNoneMatch: string | undefined): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => opaque(each) === opaque(tag)));

/** With its tag, and without its body for who has that already. */
export const tagged = (
  reply: APIGatewayProxyResult,
  tag: string,
  ifNoneMatch: string | undefined,
): APIGatewayProxyResult => ({
  // The gateway would name a media type of its own where none is, and whoever keeps the reply keeps that of the last answer.
  ...(isKnown(tag, ifNoneMatch) ? { ...reply, statusCode: 304, body: '' } : reply),
  headers: { ...reply.headers, ETag: tag },
});
