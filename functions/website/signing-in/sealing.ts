import { createCipheriv, createDecipheriv } from 'node:crypto';
import { newToken, type Random, sha256 } from '#platform/ids.ts';

/**
 * What a browser has, and nobody else: by which the record is found, of which the table holds a hash, and the key under which what stands
 * there is sealed.
 */
export interface Opener {
  readonly id: string;
  readonly key: string;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const partLike = /^[\w-]{43}$/;

export const newOpener = (random: Random): Opener => ({ id: newToken(random), key: newToken(random) });

/** As a cookie has it. */
export const openerText = ({ id, key }: Opener): string => `${id}.${key}`;

/** Nothing where it is none. */
export function openerOf(text: string | undefined): Opener | undefined {
  const [id = '', key = '', ...more] = text?.split('.') ?? [];
  return partLike.test(id) && partLike.test(key) && more.length === 0 ? { id, key } : undefined;
}

/** What the record of it is called. */
export const idHashOf = ({ id }: Opener): string => sha256(id);

const keyOf = ({ key }: Opener): Buffer => Buffer.from(key, 'base64url');

/** Bound to the record that it is for: moved to another, it opens nowhere. */
export function seal(opener: Opener, value: unknown, random: Random): Uint8Array<ArrayBuffer> {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv(algorithm, keyOf(opener), nonce).setAAD(Buffer.from(idHashOf(opener)));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Nothing where the key is another, or a bit of it was changed. */
export function unseal(opener: Opener, sealed: Uint8Array): unknown {
  try {
    const tagged = nonceBytes + tagBytes;
    const decipher = createDecipheriv(algorithm, keyOf(opener), sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(idHashOf(opener))).setAuthTag(sealed.subarray(nonceBytes, tagged));
    const text = Buffer.concat([decipher.update(sealed.subarray(tagged)), decipher.final()]);
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}
