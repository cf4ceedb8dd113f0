import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import { ListingChanges } from '#records/bookings/listing-changes.ts';
import type { ListingUpkeep } from '#records/bookings/listing-upkeep.ts';

/**
 * Renews what anybody may see of the sessions that have changed, each in the week from which it has gone and in that to which it has come.
 * Told twice, or out of order, it writes the same: what is written is read from the sessions.
 */
export const createRenewListing = (
  deps: { readonly upkeep: ListingUpkeep } & Omit<Parameters<typeof createFifoConsumer>[0], 'handle' | 'gather'>,
) =>
  createFifoConsumer({
    ...deps,
    gather: (messages) => messages.flatMap((changes) => ListingChanges.parse(changes)),
    async handle(changes, work) {
      await deps.upkeep.begin(work);
      const weeks = await deps.upkeep.renew(changes, work);
      deps.log.event('listing-renewed', { changes: changes.length, weeks });
      return { outcome: 'done' };
    },
  });
