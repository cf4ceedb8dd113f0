import type * as z from 'zod';
import { profileOf } from '#domain/people/account.ts';
import { confirmedAddresses } from '#domain/people/addresses.ts';
import { mergedPeople } from '#domain/people/merging.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, update } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { type Account, accountOf } from '../people/account-reads.ts';
import { profileAsRead } from '../people/account-writes.ts';
import { PersonRecord } from '../people/items.ts';
import { AccountView } from '../people/views.ts';
import { type ChangeOutcome, createKeep } from './booking-change.ts';
import { beforeEnd, placesWrite } from './changes.ts';
import { AttendeeRecord, BookingRecord } from './items.ts';

const ListedBooking = view('provide-services', BookingRecord, ['bookingId', 'workEmail']);
const FollowingBooking = view('provide-services', BookingRecord, [
  'bookingId',
  'sessionId',
  'status',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'jobTitle',
]);
/** A booking with what it says of its holder. */
export type FollowingBooking = z.output<typeof FollowingBooking>;

/** What bookings say of somebody who has an account, kept in step with their profile. */
export interface ProfileFollowing {
  /** As they are now; none where they have no account. */
  findHolder(personId: string, work: Work): Promise<Account | undefined>;
  find(bookingId: string, work: Work): Promise<FollowingBooking | undefined>;
  /**
   * Those of sessions that start at an instant (ISO 8601 UTC) or later, made with one of the very addresses that they have confirmed,
   * page by page, as the last write left them.
   *
   * @param reading.leftOut - called for each that cannot be read, which is reported
   */
  walkFrom(
    holder: Account,
    from: string,
    reading: { readonly leftOut: () => void },
    work: Work,
  ): AsyncGenerator<FollowingBooking[], void, undefined>;
  /**
   * Has a booking say what the profile says. Refused where either is no longer as it must be: whoever read an older profile, and was
   * stopped in between, does not undo what a newer one brought about.
   */
  follow(booking: FollowingBooking, holder: Account, work: Work): Promise<ChangeOutcome>;
}

export function createProfileFollowing({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): ProfileFollowing {
  const keep = createKeep({ records });

  return {
    findHolder: async (personId, work) => accountOf(await records.find(AccountView, keys.person(personId), work)),

    find: (bookingId, work) => records.find(FollowingBooking, keys.booking(bookingId), work),

    async *walkFrom(holder, from, { leftOut }, work) {
      // Who reads `name+tag@` need not be who reads `name@`.
      const addresses = new Set(confirmedAddresses(holder));
      // What was merged into them may be taken apart again, and is to be as it was.
      const apart = new Set(mergedPeople(holder));
      const own = [holder.personId, ...(holder.includes ?? []).filter((each) => !apart.has(each))];
      for (const personId of own) {
        const listed = records.walk(ListedBooking, lists.bookingsOfPerson(personId), { from, leftOut }, work);
        for await (const page of listed) {
          const theirs = page.filter(({ workEmail }) => addresses.has(workEmail));
          // An index follows by a moment, and may have what was said two changes ago.
          const found = await records.findEach(
            FollowingBooking,
            theirs.map(({ bookingId }) => keys.booking(bookingId)),
            work,
          );
          for (const booking of found) if (!booking) leftOut();
          yield found.filter((booking) => booking !== undefined);
        }
      }
    },

    follow({ bookingId, sessionId, workEmail }, holder, work) {
      const profile = profileOf(holder);
      return keep(
        {
          holder: check(PersonRecord, keys.person(holder.personId), profileAsRead(holder)),
          places: placesWrite(sessionId, {}, beforeEnd(clock().toISOString())),
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            { set: profile },
            all(present, when(BookingRecord).compare('status', '<>', { value: 'cancelled' })),
          ),
          // Of a booking that stands, and of no other.
          attendee: update(AttendeeRecord, keys.attendee(sessionId, workEmail), { set: { name: profile.name } }),
        },
        { work },
      );
    },
  };
}
