import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { type ListedSession, listedSession } from '#domain/bookings/listing.ts';

const listedSessions = z.array(listedSession);

/** Reading costs by size, of which a third is left; at a better quality it takes much longer for little less. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };

/** Parsed on its way in, so that nothing else of a session is among what everybody reads. */
export const pack = (sessions: readonly ListedSession[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(brotliCompressSync(JSON.stringify(listedSessions.parse(sessions)), { params }));

export const unpack = (packed: Uint8Array): ListedSession[] =>
  listedSessions.parse(JSON.parse(brotliDecompressSync(packed).toString('utf8')));
