import { expect } from 'vitest';
import { createRenewListing } from '#functions/bookings/sessions/renew-listing.ts';
import { listingChangeOf } from '#records/bookings/listing-changes.ts';
import type { ListingUpkeep } from '#records/bookings/listing-upkeep.ts';
import { acts } from './acting-as.ts';
import type { TestHub } from './hub.ts';

/** Of what the stream tells of a change: what was before, or is now. */
export interface Named {
  readonly sessionId: string;
  readonly startsAt: string;
}

/** The line of what is to be listed anew, and what is done with it. */
export function createListingLine(hub: TestHub) {
  const carryOut = acts('bookings-listing', async (bodies: readonly unknown[], upkeep: ListingUpkeep = hub.upkeep) => {
    const Records = bodies.map((body, index) => ({
      messageId: String(index),
      body: JSON.stringify(body),
      attributes: { MessageGroupId: 'a', ApproximateReceiveCount: '1' },
    }));
    const consume = createRenewListing({ ...hub, upkeep, sqs: undefined as never, queueUrl: 'none' });
    const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 };
    expect(await consume({ Records } as never, context as never)).toEqual({ batchItemFailures: [] });
  });

  async function startOf(sessionId: string): Promise<Named> {
    const { session } = await hub.standing(sessionId);
    return { sessionId, startsAt: session.startsAt };
  }

  return {
    carryOut,
    startOf,
    /** What the stream brings about of these changes. */
    renew: (...changes: readonly (readonly [before: Named, after: Named])[]) =>
      carryOut(changes.map(([before, after]) => [listingChangeOf({ before, after } as never)])),
    /** As if something of it, or of its places, had changed. */
    async touched(sessionId: string, upkeep?: ListingUpkeep): Promise<void> {
      const now = await startOf(sessionId);
      await carryOut([[listingChangeOf({ before: now, after: now } as never)]], upkeep);
    },
    /** The clock comes by, and what it puts in line is done. */
    async tended(): Promise<void> {
      await hub.tended();
      const told = hub.toldOfListing.splice(0);
      if (told.length > 0) await carryOut(told.map(({ body }) => body));
    },
  };
}
