import { gzipSync } from 'node:zlib';

/** Whether a header names a coding, and does not refuse it. */
const accepts = (header: string, coding: string): boolean =>
  header.split(',').some((each) => {
    const [name, ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

export interface Compressing {
  /** Bytes; nothing is compressed where there is none. */
  readonly minimumCompression: number | undefined;
  /** The caller's. */
  readonly acceptEncoding: string;
  /** What the reply says of itself. */
  readonly contentEncoding: string | undefined;
}

/** What leaves of a reply, if another than it was: as API Gateway compresses it. What the function has compressed stays as it is. */
export function compressed(body: Buffer, { minimumCompression, acceptEncoding, contentEncoding }: Compressing) {
  const isLarge = minimumCompression !== undefined && body.length >= minimumCompression;
  if (!isLarge || contentEncoding !== undefined || !accepts(acceptEncoding, 'gzip')) return undefined;
  return { body: gzipSync(body), contentEncoding: 'gzip' };
}
