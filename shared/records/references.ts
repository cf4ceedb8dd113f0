import { mailboxOf } from '#domain/people/mailbox.ts';
import type { Work } from '#platform/work.ts';
import { placesOnly, view } from '#privacy/views.ts';
import { BookingRecord } from './bookings/items.ts';
import type { RecordsFor } from './engine/records.ts';
import { FundingRequestRecord } from './funding/items.ts';
import { lists } from './keys.ts';
import { kinds } from './kinds.ts';

const Place = placesOnly('pk', 'sk');
const BookingHolder = view('answer-rights', BookingRecord, ['workEmail']);
const Applicant = view('answer-rights', FundingRequestRecord, ['workEmail']);

/** More than that have never the same reference. */
const most = 20;

/** Whose the things are that people call by a reference. */
export interface References {
  /**
   * The address that the booking or the request was made with. One for each mailbox: of a million references two may be alike.
   *
   * @throws NotReadableError
   */
  holdersOf(reference: string, work: Work): Promise<string[]>;
}

export const createReferences = ({ records }: { readonly records: RecordsFor<'answer-rights'> }): References => ({
  async holdersOf(reference, work) {
    const { items: places } = await records.list(Place, lists.byReference(reference), { limit: most }, work);
    // Beside a booking that stands is who attends, of whom it says the same.
    const wanted = places.flatMap(({ pk, sk }) => {
      if (pk.startsWith(kinds.booking)) return [[BookingHolder, { pk, sk }] as const];
      return pk.startsWith(kinds.fundingRequest) ? [[Applicant, { pk, sk }] as const] : [];
    });
    if (wanted.length === 0) return [];
    const found = (await records.findAll(wanted, work)).flatMap((holder) => (holder ? [holder.workEmail] : []));
    return [...new Map(found.map((address) => [mailboxOf(address), address])).values()];
  },
});
