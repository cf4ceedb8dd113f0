import { createSecretKey, type KeyObject } from 'node:crypto';

type MakeMac = (keyArn: string, message: Uint8Array) => Promise<Uint8Array>;

/** Its client is loaded when it is first needed, by a file of ours: of a package that is asked for late, the bundler takes all. */
const inKms: MakeMac = async (keyArn, message) => (await import('./make-mac.ts')).makeMac(keyArn, message);

/**
 * A key of this process, derived from one that never leaves KMS: the code that it makes of a label. KMS is asked when the key is
 * first wanted, and once; where it could not answer, by whoever wants it next.
 *
 * @param keyArn - of a key that makes codes (HMAC_256)
 * @param label - what the derived key is for: another label is another key
 * @returns a key of 32 bytes, ready to be used: of bytes, one would be made with each use. Throws as the client of KMS does
 */
export function createMacKey(keyArn: string, label: string, makeMac = inKms): () => Promise<KeyObject> {
  let made: Promise<KeyObject> | undefined;
  return () => {
    made ??= makeMac(keyArn, new TextEncoder().encode(label))
      .then((bytes) => createSecretKey(bytes))
      .catch((error: unknown) => {
        made = undefined;
        throw error;
      });
    return made;
  };
}
