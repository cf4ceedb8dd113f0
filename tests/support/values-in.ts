import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Deeper than anything packs: text in bytes, compressed, in a text, in bytes. */
const deepest = 6;

/** From a size that no decompressor has reached by chance: what is no such data mostly fails, and now and then gives a few bytes. */
const unpackings = [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync];
const mostBytes = 64 * 1024 * 1024;

function unpacked(bytes: Uint8Array): Buffer[] {
  const { stackTraceLimit } = Error;
  // Nearly all of it fails, and where in which file it did takes far longer to find out than that it did.
  Error.stackTraceLimit = 0;
  try {
    return unpackings.flatMap((unpack) => {
      try {
        return [unpack(bytes, { maxOutputLength: mostBytes })];
      } catch {
        // It was packed otherwise, or not at all.
        return [];
      }
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What is packed in texts, most of which are looked at again for each value: nothing, nearly always. */
const packedIn = new Map<string, readonly Buffer[]>();
const mostTexts = 100_000;

function unpackedText(text: string): readonly Buffer[] {
  const known = packedIn.get(text);
  if (known) return known;
  const found = unpacked(Buffer.from(text, 'base64url'));
  if (packedIn.size >= mostTexts) packedIn.clear();
  packedIn.set(text, found);
  return found;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** As it may stand in a text: as it is, within JSON, within JSON that is a text in JSON, within a form or an address, and in another composition of its letters. */
function formsOf(value: string): readonly string[] {
  const composed = [value, value.normalize('NFC'), value.normalize('NFD')];
  const forms = composed.flatMap((each) => [
    each,
    inJson(each),
    inJson(inJson(each)),
    encodeURIComponent(each),
    new URLSearchParams({ '': each }).toString().slice(1),
  ]);
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

const looksEncoded = (text: string): boolean => text.length >= 8 && /^[\w+/-]+={0,2}$/.test(text);

/**
 * Where a value stands in whatever is given: in the names and values of fields at any depth, in texts that are base64, in bytes, and in
 * what is compressed in them. Case does not matter, since addresses are kept in either.
 *
 * @param value - four characters or more: less is found by chance
 * @returns one path for each place, as `person.name` or `packed`
 */
export function placesOf(value: string, content: unknown): string[] {
  if (value.length < 4) throw new Error(`"${value}" is too short to be looked for`);
  const forms = formsOf(value);
  const isIn = (text: string) => {
    const lower = text.toLowerCase();
    return forms.some((form) => lower.includes(form));
  };
  const isWritten = (bytes: Buffer): boolean =>
    isIn(bytes.toString('utf8')) || isIn(bytes.toString('latin1')) || isIn(bytes.toString('utf16le'));
  const isInBytes = (bytes: Buffer, depth: number): boolean =>
    isWritten(bytes) || (depth < deepest && unpacked(bytes).some((each) => isInBytes(each, depth + 1)));
  const isInText = (text: string): boolean =>
    isIn(text) ||
    (looksEncoded(text) &&
      (isWritten(Buffer.from(text, 'base64url')) || unpackedText(text).some((each) => isInBytes(each, 2))));

  function* within(part: unknown, path: string): Generator<string> {
    if (part === null || part === undefined) return;
    if (part instanceof Uint8Array) {
      if (isInBytes(Buffer.from(part), 0)) yield path;
    } else if (part instanceof Set || Array.isArray(part)) {
      for (const [index, each] of [...part].entries()) yield* within(each, `${path}[${index}]`);
    } else if (typeof part === 'object') {
      for (const [name, each] of Object.entries(part)) {
        const at = path === '' ? name : `${path}.${name}`;
        if (isIn(name)) yield at;
        yield* within(each, at);
      }
    } else if (isInText(String(part))) yield path;
  }
  return [...new Set(within(content, ''))];
}
