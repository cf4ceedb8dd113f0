import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { OwnService } from '../aws/own-services.ts';
import type { State } from '../state.ts';

const GenerateMac = z.object({
  KeyId: z.string(),
  MacAlgorithm: z.literal('HMAC_SHA_256'),
  Message: z.base64().refine((message) => Buffer.from(message, 'base64').length <= 4096),
});

/**
 * KMS as far as it makes authentication codes: each key is real, made at random when it is first asked, and stands in the platform's
 * state, so that what was made with it is found again after a restart.
 *
 * @param keys - ARNs of those that may be used so
 */
export function createMacKeys(state: State, keys: readonly string[]): OwnService {
  function secretOf(keyArn: string): Buffer {
    const name = `mac-key ${keyArn}`;
    const kept = state.get(name) ?? randomBytes(32).toString('base64');
    state.set(name, kept);
    return Buffer.from(kept, 'base64');
  }

  return (fields) => {
    const asked = GenerateMac.safeParse(fields);
    if (!asked.success) return { refused: 'ValidationException', because: z.prettifyError(asked.error) };
    const { KeyId, MacAlgorithm, Message } = asked.data;
    if (!keys.includes(KeyId)) return { refused: 'InvalidKeyUsageException', because: `${KeyId} makes no codes` };
    const mac = createHmac('sha256', secretOf(KeyId)).update(Buffer.from(Message, 'base64'));
    return { body: { KeyId, MacAlgorithm, Mac: mac.digest('base64') } };
  };
}
