import type { Readable } from 'node:stream';

/** All bytes of a request or an answer. Node's own reads them into a blob first, which costs more than all else that is done with a small one. */
export function wholeBody(body: Readable): Promise<Buffer> {
  return new Promise((read, failed) => {
    const chunks: Buffer[] = [];
    body
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .once('end', () => read(Buffer.concat(chunks)))
      .once('error', failed)
      // Broken off, which not every stream tells as an error.
      .once('close', () => failed(new Error('The body was broken off')));
  });
}
