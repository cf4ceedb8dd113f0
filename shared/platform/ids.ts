import { hash, randomBytes } from 'node:crypto';
import { decodeTime, monotonicFactory } from 'ulid';
import type { Clock } from './clock.ts';

/** Cryptographically random bytes. */
export type Random = (bytes: number) => Uint8Array;

export const secureRandom: Random = (bytes) => randomBytes(bytes);

/** A ULID: 26 characters, ordered by the time it was made, and within one millisecond by the order of making. */
export type NewId = () => string;

/**
 * In [0, 1), of a byte: a ULID asks for each of its sixteen random characters, of which there are 32, and the system is asked for
 * those of many at once.
 */
function createFractions(random: Random): () => number {
  let bytes: Uint8Array = new Uint8Array();
  let next = 0;
  return () => {
    if (next === bytes.length) [bytes, next] = [random(512), 0];
    const byte = bytes[next];
    if (byte === undefined) throw new Error('No random bytes were given');
    next += 1;
    return byte / 256;
  };
}

export function createIds(clock: Clock, random = secureRandom): NewId {
  const next = monotonicFactory(createFractions(random));
  return () => next(clock().getTime());
}

/** When an id was made, ISO 8601 UTC. */
export const madeAt = (id: string): string => new Date(decodeTime(id)).toISOString();

/** What a link opens with: nobody guesses it. */
export const newToken = (random: Random): string => Buffer.from(random(32)).toString('base64url');

/** Hex SHA-256: how a token is looked up without being kept, and how a request is told from another. */
export const sha256 = (text: string): string => hash('sha256', text);
