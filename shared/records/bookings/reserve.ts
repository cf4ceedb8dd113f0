import type { Once, OnceWithReply, Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import type { EmailContents } from '../emails/emails.ts';
import { absent, all, present, when } from '../engine/conditions.ts';
import { ReplyRecord } from '../engine/items.ts';
import type { FactsOf } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { type KnownAddress, withWhose } from '../people/people.ts';
import { AddressView } from '../people/views.ts';
import {
  type BookingChange,
  type BookingStoreDeps,
  type ChangeOutcome,
  createBookingEmails,
  createKeep,
} from './booking-change.ts';
import { countsOf, placesWrite, stillDecided } from './changes.ts';
import { AttendeeRecord } from './items.ts';
import { noEmail, onlyLookedAt } from './looked-at.ts';
import { createNewBookingWrites, type NewBooking } from './new-booking.ts';
import type { StoredSession } from './stored-session.ts';
import { AttendeeView, PlacesView, SessionView } from './views.ts';

/** What the decision about a booking rests on, read at once. */
export interface BookingFacts {
  readonly session: StoredSession | undefined;
  /** Whose the work email is, if anybody's yet. */
  readonly address: KnownAddress | undefined;
  /** Who holds a booking for it with an address of the same mailbox. */
  readonly holder: Holder | undefined;
  readonly asks: StoredAsks | undefined;
  /** Whether a form that anybody may fill in may make something in the name of this mailbox now. */
  readonly mayAsk: boolean;
}

/** Who holds a booking, and what an email about it says. */
export type Holder = FactsOf<typeof AttendeeView>;

/** Reads the ceilings of mailboxes, too. */
export interface ReservingDeps extends BookingStoreDeps {
  readonly records: RecordsFor<'provide-services' | 'run-reliably'>;
}

export interface Reserving {
  readFacts(sessionId: string, workEmail: string, work: Work): Promise<BookingFacts>;
  /** For nobody who holds a booking already. What people book themselves counts against the ceiling of their mailbox. */
  reserve(
    wanted: {
      readonly booking: NewBooking;
      readonly status: 'confirmed' | 'waitlisted';
      readonly facts: BookingFacts & { readonly session: StoredSession };
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Keeps what somebody who asked for a place is answered, where none is made for them: as many round trips, on the same
   * records, as if one were.
   *
   * @param wanted.decided - what they are told, which must still be so
   * @param wanted.linkAgain - to who holds a booking already
   * @param change.once - without a reply where that is a problem, which is not kept: made out anew, unless the same request was
   * answered otherwise before, and then nothing is done
   */
  answerOnly(
    wanted: {
      /** As it would be made, were it. */
      readonly booking: NewBooking;
      readonly facts: BookingFacts & { readonly session: StoredSession };
      readonly decided: 'refused' | 'confirmed' | 'waitlisted';
      readonly linkAgain: EmailContents | undefined;
    },
    change: Omit<BookingChange, 'once' | 'audit'> & { readonly once?: Once | OnceWithReply | undefined },
  ): Promise<ChangeOutcome>;
}

export function createReserving(deps: ReservingDeps): Reserving {
  const { records, hub } = deps;
  const asksWrites = createAsksWrites(deps);
  const newBookingWrites = createNewBookingWrites({ ...deps, retention: hub.retention });
  const { emailTo } = createBookingEmails(deps);
  const keep = createKeep(deps);
  const linkEnds = ({ session }: StoredSession) => expiresAt('booking', session.endsAt, hub.retention);

  return {
    async readFacts(sessionId, workEmail, work) {
      const [session, places, known, holder, asks] = await records.findAll(
        [
          [SessionView, keys.session(sessionId)],
          [PlacesView, keys.places(sessionId)],
          [AddressView, keys.address(workEmail)],
          [AttendeeView, keys.attendee(sessionId, workEmail)],
          asksOf(workEmail),
        ],
        work,
      );
      const mayAsk = asksWrites.mayAsk(asks);
      const address = await withWhose(records, known, deps.clock(), work);
      return { session: session && places && { session, places }, address, holder, asks, mayAsk };
    },

    reserve({ booking, status, facts, email }, change) {
      const { session } = facts.session;
      const { person, bookedBy, bookedAt, bookingId } = booking;
      const created = newBookingWrites(booking, status, facts.session, facts.address);
      return keep(
        {
          places: placesWrite(
            session.sessionId,
            countsOf({ to: status }),
            stillDecided(status, bookedBy, bookedAt, session.sequence),
          ),
          ...created.records,
          email: emailTo(person.workEmail, bookingId, linkEnds(facts.session), email),
          asks: bookedBy === 'person' ? asksWrites.oneMore(person.workEmail, facts.asks) : undefined,
        },
        change,
      );
    },

    async answerOnly({ booking, facts, decided, linkAgain }, { once, ...carrying }) {
      const { session, holder, address, asks } = facts;
      const { workEmail } = booking.person;
      const { sessionId, sequence } = session.session;
      const still = stillDecided(decided, 'person', booking.bookedAt, sequence);
      const withReply = once && 'reply' in once ? once : undefined;
      const linkExpiresAt = linkEnds(session);
      // What a booking would have written is looked at, so that it takes as long.
      const asIfMade = decided === 'refused' ? {} : newBookingWrites(booking, decided, session, address).records;
      const outcome = await records.commit(
        {
          ...onlyLookedAt(asIfMade),
          places: placesWrite(sessionId, {}, still),
          attendee: check(
            AttendeeRecord,
            keys.attendee(sessionId, workEmail),
            holder ? all(present, when(AttendeeRecord).is('bookingId', holder.bookingId)) : absent,
          ),
          email:
            holder && linkAgain
              ? emailTo(holder.workEmail, holder.bookingId, linkExpiresAt, linkAgain)
              : onlyLookedAt({
                  email: emailTo(workEmail, booking.bookingId, linkExpiresAt, noEmail(booking.bookingId)),
                }).email,
          asks: linkAgain ? asksWrites.oneMore(workEmail, asks) : asksWrites.unchanged(workEmail, asks),
          answered: once && !withReply ? check(ReplyRecord, keys.reply(once.id), absent) : undefined,
        },
        { ...carrying, once: withReply },
      );
      return outcome.done || outcome.refused.answered ? 'changed' : 'facts-changed';
    },
  };
}
