import type { IncomingMessage } from 'node:http';

/** Quota of a REST API (API Gateway developer guide). */
const bodyLimit = 10 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** @throws BodyTooLarge */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let tooLarge = false;
  // The rest is read and dropped, so that the caller hears the answer rather than a broken connection.
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    tooLarge ||= size > bodyLimit;
    if (!tooLarge) chunks.push(chunk as Buffer);
  }
  if (tooLarge) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}
