import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { requestHandler } from './request-handler.ts';

/**
 * The authentication code (HMAC_SHA_256) that a key in KMS makes of a message, by a client that is made for this one call: a process
 * asks once.
 */
export async function makeMac(keyArn: string, message: Uint8Array): Promise<Uint8Array> {
  const kms = new KMSClient({ requestHandler: requestHandler({ requestTimeout: 2000 }) });
  try {
    const { Mac } = await kms.send(
      new GenerateMacCommand({ KeyId: keyArn, MacAlgorithm: 'HMAC_SHA_256', Message: message }),
    );
    if (!Mac) throw new Error('KMS made no authentication code');
    return Mac;
  } finally {
    kms.destroy();
  }
}
