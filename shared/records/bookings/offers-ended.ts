import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { lists } from '../keys.ts';
import { OfferView } from './views.ts';

export interface OffersEnded {
  /** Sessions in which an offer ended at this instant or before, as ISO 8601 UTC. */
  listWithOffersEnded(at: string, work: Work): Promise<string[]>;
  /** The bookings of one session whose offers ended. */
  listOffersEnded(sessionId: string, at: string, work: Work): Promise<string[]>;
}

/** As many ended offers as one look at the list takes; the next look takes more. */
const offersAtOnce = 500;

export const createOffersEnded = ({ records }: { readonly records: RecordsFor<'provide-services'> }): OffersEnded => ({
  async listWithOffersEnded(at, work) {
    const { items } = await records.list(OfferView, lists.offersByEnd, { limit: offersAtOnce, to: at }, work);
    return [...new Set(items.map(({ sessionId }) => sessionId))];
  },

  async listOffersEnded(sessionId, at, work) {
    const ended: string[] = [];
    for await (const offers of records.walk(OfferView, lists.offersOfSession(sessionId), {}, work)) {
      ended.push(...offers.filter(({ endsAt }) => endsAt <= at).map(({ bookingId }) => bookingId));
    }
    return ended;
  },
});
