import { earliestStartOfCurrent } from '#domain/bookings/session.ts';
import { type By, isOf, newsConsent } from '#domain/people/choices.ts';
import { daysAfter } from '#domain/time/instant.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { HeldBooking } from '../bookings/booking-reads.ts';
import { removalOfNeeds } from '../bookings/needs-of-booking.ts';
import { AccessNeedsView } from '../bookings/views.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import type { RecordsFor } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import type { KeptChoice } from './choices.ts';
import { type ChoosingOutcome, endWrites, isAsRead, makeWrites, type NewChoice } from './choosing.ts';
import { type NameMailbox, unsubscribing } from './unsubscribed.ts';

/** What ends: consents, and the bookings whose access needs go, with or without one in the ledger. */
export interface Ending {
  readonly choices: readonly KeptChoice[];
  readonly needsOf: readonly string[];
}

type Recorded = Carrying & { readonly audit: readonly AuditFact[] };

/** What somebody told the hub of their choices, recorded by staff. They get an email that says so, in the same transaction. */
export interface ToldChoices {
  /** The bookings of somebody with which access needs are kept, from before there was a ledger as well: 100 at most. */
  bookingsWithNeeds(personIds: readonly string[], work: Work): Promise<string[]>;
  /**
   * What rests on them goes with them: access needs at once, what only another function may touch by the stream.
   *
   * @param email - none where more of the same is to end after it
   */
  end(
    person: KeptPerson,
    ending: Ending,
    by: By,
    email: EmailContents | undefined,
    recorded: Recorded,
  ): Promise<ChoosingOutcome>;
  make(person: KeptPerson, chosen: NewChoice, email: EmailContents, recorded: Recorded): Promise<ChoosingOutcome>;
}

const mostBookings = 100;

export function createToldChoices({
  records,
  clock,
  hub,
  nameMailbox,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention'>;
  readonly nameMailbox: NameMailbox;
}): ToldChoices {
  const emailTo = ({ personId, workEmail }: KeptPerson, email: EmailContents): Write =>
    oweEmail({ ...email, to: workEmail, about: { kind: 'account', id: personId } }, clock());
  const commit = async (writes: Readonly<Record<string, Write>>, recorded: Recorded): Promise<ChoosingOutcome> =>
    (await records.commit(writes, recorded)).done ? 'changed' : 'facts-changed';

  return {
    async bookingsWithNeeds(personIds, work) {
      // Of sessions that are longer over they are gone.
      const gone = daysAfter(clock().toISOString(), -hub.retention.accessNeedsDaysFromSession);
      const options = { limit: mostBookings, from: earliestStartOfCurrent(new Date(gone)) };
      const found = await Promise.all(
        personIds.map((personId) => records.list(HeldBooking, lists.bookingsOfPerson(personId), options, work)),
      );
      const ids = found.flatMap(({ items }) => items.map(({ bookingId }) => bookingId));
      const needs = await records.findEach(AccessNeedsView, ids.map(keys.accessNeeds), work);
      return ids.filter((_, index) => needs[index] !== undefined);
    },

    async end(person, { choices, needsOf }, by, email, recorded) {
      const mailbox = choices.some((choice) => isOf(choice, newsConsent))
        ? await unsubscribing(nameMailbox, person, by.at)
        : {};
      const needs = needsOf.map((bookingId) => [`needs of ${bookingId}`, removalOfNeeds(bookingId)] as const);
      return commit(
        {
          ...endWrites(choices, by),
          ...Object.fromEntries(needs),
          ...mailbox,
          ...(email && { email: emailTo(person, email) }),
          person: isAsRead(person),
        },
        recorded,
      );
    },

    make: (person, chosen, email, recorded) =>
      commit({ ...makeWrites(chosen, person), email: emailTo(person, email), person: isAsRead(person) }, recorded),
  };
}
