import { GenerateMacCommand, type GenerateMacRequest, KMSClient } from '@aws-sdk/client-kms';
import { createBareHandler, requestHandler } from './handler.ts';

/** With its bytes as JSON has them. */
type MacAsked = Omit<GenerateMacRequest, 'Message'> & { readonly Message: readonly number[] };

export const handler = createBareHandler({
  async GenerateMac({ Message, ...asked }: MacAsked, options) {
    // For the one call, as ours is.
    const kms = new KMSClient({ requestHandler: requestHandler() });
    try {
      return await kms.send(new GenerateMacCommand({ ...asked, Message: Uint8Array.from(Message) }), options);
    } finally {
      kms.destroy();
    }
  },
});
