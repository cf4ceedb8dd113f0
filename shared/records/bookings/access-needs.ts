import { made, stands } from '#domain/people/choices.ts';
import { standsAsWorded, wordingOf } from '#domain/people/consent-wordings.ts';
import type { Work } from '#platform/work.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import { check, put } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { choiceEnded, choiceStands, createChoices, type KeptChoice, noneMadeSince } from '../people/choices.ts';
import { makeWrites } from '../people/choosing.ts';
import { type BookingChange, type BookingStoreDeps, type ChangeOutcome, createKeep } from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { asTold, beforeStart, placesWrite } from './changes.ts';
import { AccessNeedsRecord, BookingRecord } from './items.ts';
import { needsConsentOf, removalOfNeeds } from './needs-of-booking.ts';
import type { StoredSession } from './stored-session.ts';
import { AccessNeedsView } from './views.ts';

type Needing = Pick<HeldBooking, 'bookingId' | 'personId'>;

export interface AccessNeedsKept {
  /**
   * Keeps what somebody tells by their link, in place of what they told before, while their booking stands and its session has yet to start.
   * A consent that stands in the words of today is the one that it rests on; else another is given with it.
   *
   * @param told.at - ISO 8601 UTC
   */
  tellAccessNeeds(
    told: {
      readonly booking: HeldBooking;
      readonly session: StoredSession;
      readonly accessNeeds: string;
      readonly at: string;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /** Takes them away from a booking, which stays as it is, and ends the consent; where there are none, there is nothing to take. */
  removeAccessNeeds(booking: Needing, change: BookingChange): Promise<ChangeOutcome>;
  /** They went with what they were for: the consent that they were told with has ended, where it was not taken back before, and nothing was told anew. */
  endNeedsConsent(booking: Needing, work: Work): Promise<ChangeOutcome | 'none-stands'>;
}

/** Of those that were told before there was a ledger, none stands in it. */
export function createAccessNeedsKept(deps: BookingStoreDeps): AccessNeedsKept {
  const { records, clock, newId } = deps;
  const keep = createKeep(deps);
  const choices = createChoices({ records });

  const newestConsent = ({ bookingId, personId }: Needing, work: Work) =>
    choices.newest(personId, needsConsentOf(bookingId), work);

  /** What they are told under. One in other words, or in none, is in words that whoever tells now did not read: theirs takes its place. */
  function consentWrites({ bookingId, personId, workEmail }: HeldBooking, newest: KeptChoice | undefined, at: string) {
    if (standsAsWorded('access-needs', newest)) return { consent: choiceStands(newest) };
    const choice = made({ choiceId: newId(), personId, ...needsConsentOf(bookingId) }, newest, {
      at,
      channel: 'link',
      wording: wordingOf('access-needs'),
    });
    return makeWrites({ choice, inPlaceOf: stands(newest) ? [newest] : [] }, { workEmail });
  }

  return {
    async tellAccessNeeds({ booking, session: { session }, accessNeeds, at }, change) {
      const { bookingId, sessionId } = booking;
      const newest = await newestConsent(booking, change.work);
      return keep(
        {
          accessNeeds: put(
            AccessNeedsRecord,
            keys.accessNeeds(bookingId),
            { bookingId, accessNeeds, ends: { after: session.endsAt } },
            any(absent, present),
          ),
          ...consentWrites(booking, newest, at),
          booking: check(
            BookingRecord,
            keys.booking(bookingId),
            all(present, when(BookingRecord).asRead(booking, 'status', 'workEmail')),
          ),
          // Where it was moved since, they would end by when it was.
          places: placesWrite(sessionId, {}, all(beforeStart(at), asTold(session.sequence))),
        },
        change,
      );
    },

    async removeAccessNeeds(booking, change) {
      const { bookingId, personId } = booking;
      const newest = await newestConsent(booking, change.work);
      const consent = stands(newest)
        ? choiceEnded(newest, { at: clock().toISOString(), channel: 'link' })
        : noneMadeSince(personId, needsConsentOf(bookingId), newest);
      return keep({ accessNeeds: removalOfNeeds(bookingId), consent }, change);
    },

    async endNeedsConsent(booking, work) {
      const key = keys.accessNeeds(booking.bookingId);
      const newest = await newestConsent(booking, work);
      if (!stands(newest) || (await records.find(AccessNeedsView, key, work))) return 'none-stands';
      const by = { at: clock().toISOString(), channel: 'with-what-it-was-for' } as const;
      return keep({ consent: choiceEnded(newest, by), accessNeeds: check(AccessNeedsRecord, key, absent) }, { work });
    },
  };
}
