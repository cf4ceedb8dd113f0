import type { APIGatewayProxyEvent } from 'aws-lambda';
import { bytesOf } from './json-body.ts';
import { ProblemError } from './problem-error.ts';

/** How a form is sent; a mail program may choose (RFC 8058, section 3.2). */
export const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const;

/**
 * The fields of a form that a request brings, of which none need be there.
 *
 * @throws ProblemError `too-large` or `not-a-form`
 */
export async function formBodyOf({
  headers,
  body,
  isBase64Encoded,
}: Pick<APIGatewayProxyEvent, 'headers' | 'body' | 'isBase64Encoded'>): Promise<Record<string, unknown>> {
  if (body === null || body === undefined || body === '') return {};
  const bytes = bytesOf(body, isBase64Encoded);
  const contentType = headers['content-type']?.trim() ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === formTypes[0]) return Object.fromEntries(new URLSearchParams(bytes.toString()));
  if (type !== formTypes[1]) throw new ProblemError('not-a-form');
  try {
    return Object.fromEntries(await new Response(bytes, { headers: { 'Content-Type': contentType } }).formData());
  } catch (cause) {
    throw new ProblemError('not-a-form', { cause });
  }
}
