import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { type ListedSession, listedSession } from '#domain/bookings/listing.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { keys } from '../keys.ts';

const listedSessions = z.array(listedSession);

/** Reading costs by size, of which a third is left; at a better quality it takes much longer for little less. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };

/** In bytes. DynamoDB takes no item over 400 KB. */
const mostBytes = 350 * 1024;

/** Parsed on its way in, so that nothing else of a session is among what everybody reads. Nothing where they are too many for a record. */
export function pack(sessions: readonly ListedSession[]): Uint8Array<ArrayBuffer> | undefined {
  const packed = new Uint8Array(brotliCompressSync(JSON.stringify(listedSessions.parse(sessions)), { params }));
  return packed.byteLength <= mostBytes ? packed : undefined;
}

export interface PackedWeek {
  readonly week: string;
  readonly packed?: Uint8Array | undefined;
}

/** The sessions of a week; nothing where they are not there, or cannot be read, which is reported. */
export type Unpack = (week: PackedWeek) => ListedSession[] | undefined;

export const createUnpacking =
  ({ log, counter }: { readonly log: Log; readonly counter: Counter }): Unpack =>
  ({ week, packed }) => {
    if (packed === undefined) return undefined;
    try {
      return listedSessions.parse(JSON.parse(brotliDecompressSync(packed).toString('utf8')));
    } catch {
      const { pk, sk } = keys.listingWeek(week);
      log.event('record-not-readable', { recordType: 'listing-week', key: `${pk} ${sk}`, fields: 'packed' });
      counter.count('RecordNotReadable');
      return undefined;
    }
  };
