import { confirmedAddresses } from '#domain/people/addresses.ts';
import type { Clock } from '#platform/clock.ts';
import { newToken, type Random, sha256 } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { BookingRecord } from '../bookings/items.ts';
import type { Opens } from '../emails/emails.ts';
import { createManageTokens } from '../emails/manage-tokens.ts';
import type { RecordsFor } from '../engine/records.ts';
import { FundingRequestRecord } from '../funding/items.ts';
import { keys } from '../keys.ts';
import type { Account } from './account-reads.ts';

const OwnBooking = view('provide-services', BookingRecord, ['workEmail']);
const OwnRequest = view('provide-services', FundingRequestRecord, ['workEmail']);

/** What somebody can take a link to who has signed in. */
export interface OwnThing extends Opens {
  readonly kind: 'booking' | 'funding-request';
}

/** Links for whoever has signed in, to what was made as a guest: so that nothing is changed in two ways. */
export interface OwnLinks {
  /** Whether a thing was made with one of the addresses of an account. */
  isOwn(account: Account, thing: OwnThing, work: Work): Promise<boolean>;
  /** A manage token, of which only the hash is kept, and when it ends (ISO 8601 UTC). */
  give(thing: OwnThing, work: Work): Promise<{ readonly token: string; readonly endsAt: string }>;
}

/** Long enough to finish what one came for: another is taken as easily. */
const minutes = 60;

export function createOwnLinks({
  records,
  clock,
  random,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly random: Random;
}): OwnLinks {
  const tokens = createManageTokens({ records, clock });
  return {
    async isOwn(account, { kind, id }, work) {
      // Who reads `name+tag@` need not be who reads `name@`.
      const found =
        kind === 'booking'
          ? await records.find(OwnBooking, keys.booking(id), work)
          : await records.find(OwnRequest, keys.fundingRequest(id), work);
      return found !== undefined && confirmedAddresses(account).includes(found.workEmail);
    },

    async give(thing, work) {
      const token = newToken(random);
      const ends = Math.ceil(clock().getTime() / 1000) + minutes * 60;
      await tokens.keepManageToken({ opens: thing, tokenHash: sha256(token), endsAt: ends }, work);
      return { token, endsAt: new Date(ends * 1000).toISOString() };
    },
  };
}
