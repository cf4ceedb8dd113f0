import { requestHandler } from './request-handler.ts';

/** The authentication code that a key in KMS makes of a message. */
type MakeMac = (keyArn: string, message: Uint8Array) => Promise<Uint8Array>;

const makeMacInKms: MakeMac = async (keyArn, message) => {
  // Loaded when it is first needed: most calls of most functions need it never, and none of them to load.
  const { GenerateMacCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const kms = new KMSClient({ requestHandler: requestHandler() });
  try {
    const { Mac } = await kms.send(
      new GenerateMacCommand({ KeyId: keyArn, MacAlgorithm: 'HMAC_SHA_256', Message: message }),
    );
    if (!Mac) throw new Error('KMS made no authentication code');
    return Mac;
  } finally {
    kms.destroy();
  }
};

/**
 * A key of this process, derived from one that never leaves KMS: the code that it makes of a label. KMS is asked when the key is
 * first wanted, and once; where it could not answer, by whoever wants it next.
 *
 * @param keyArn - of a key that makes codes (HMAC_256)
 * @param label - what the derived key is for: another label is another key
 * @returns 32 bytes. Throws as the client of KMS does
 */
export function createMacKey(keyArn: string, label: string, makeMac = makeMacInKms): () => Promise<Uint8Array> {
  let made: Promise<Uint8Array> | undefined;
  return () => {
    made ??= makeMac(keyArn, new TextEncoder().encode(label)).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
