import { createHash, randomBytes } from 'node:crypto';
import { decodeTime, monotonicFactory } from 'ulid';
import type { Clock } from './clock.ts';

/** A ULID: 26 characters, ordered by the time it was made, and within one millisecond by the order of making. */
export type NewId = () => string;

export function createIds(clock: Clock): NewId {
  const next = monotonicFactory();
  return () => next(clock().getTime());
}

/** When an id was made, ISO 8601 UTC. */
export const madeAt = (id: string): string => new Date(decodeTime(id)).toISOString();

/** Cryptographically random bytes. */
export type Random = (bytes: number) => Uint8Array;

export const secureRandom: Random = (bytes) => randomBytes(bytes);

/** What a link opens with: nobody guesses it. */
export const newToken = (random: Random): string => Buffer.from(random(32)).toString('base64url');

/** Hex SHA-256: how a token is looked up without being kept, and how a request is told from another. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
