import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { Practice } from '#domain/people/workplaces.ts';

type Row = Omit<Practice, 'isOpen'>;

/** By position: names of fields would be most of what is written. */
const rows = z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]));

/** Packed once a month, and read by each process that begins. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };

/** So many of the register's, packed, are a sixth of the 400 KB that a record of DynamoDB may have. */
const mostInPart = 3000;

/** Practices in parts, each small enough for a record. */
export function packPractices(practices: readonly Row[]): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < practices.length; from += mostInPart) {
    const some = practices.slice(from, from + mostInPart);
    const text = JSON.stringify(some.map(({ odsCode, name, town, postcode }) => [odsCode, name, town, postcode]));
    parts.push(new Uint8Array(brotliCompressSync(text, { params })));
  }
  return parts;
}

/** @throws where they were packed otherwise */
export const unpackPractices = (packed: Uint8Array): Row[] =>
  rows
    .parse(JSON.parse(brotliDecompressSync(packed).toString('utf8')))
    .map(([odsCode, name, town, postcode]) => ({ odsCode, name, town, postcode }));
