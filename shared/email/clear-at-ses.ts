import { DeleteSuppressedDestinationCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2';
import { BusyError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';

/** Takes an address off the list of those to which SES itself lets nothing out. */
export type ClearAtSes = (address: string, work: Work) => Promise<void>;

/** @throws BusyError where SES does not answer, or does not take it now: nothing is done, and it can be tried again */
export const createClearAtSes =
  (ses: SESv2Client): ClearAtSes =>
  async (address, { signal }) => {
    try {
      // SES keeps addresses in lower case, as ours are kept.
      await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address.toLowerCase() }), {
        abortSignal: signal,
      });
    } catch (error) {
      if (error instanceof NotFoundException) return;
      throw new BusyError('SES did not clear an address from its list', { cause: error });
    }
  };
