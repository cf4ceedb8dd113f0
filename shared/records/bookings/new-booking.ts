import type { Booker } from '#domain/bookings/booking.ts';
import { rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { made } from '#domain/people/choices.ts';
import { wordingOf } from '#domain/people/consent-wordings.ts';
import type { Person } from '#domain/people/person.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import { put } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { choiceMade } from '../people/choices.ts';
import { createPersonWrites, type KnownAddress } from '../people/people.ts';
import { AccessNeedsRecord, AttendeeRecord, BookingRecord, LineEntryRecord } from './items.ts';
import { needsConsentOf } from './needs-of-booking.ts';
import type { StoredSession } from './stored-session.ts';

export interface NewBooking {
  /** A ULID: also the place in the line, where it comes to that. */
  readonly bookingId: string;
  readonly reference: string;
  readonly bookedAt: string;
  readonly bookedBy: Booker;
  readonly person: Person;
  readonly managerEmail?: string | undefined;
  readonly accessNeeds?: string | undefined;
  /** Of the words of consent that whoever told them was shown; none where staff, or a colleague, told them. */
  readonly accessNeedsWording?: number | undefined;
}

/** What a booking that was not there before writes. */
export function createNewBookingWrites({
  newId,
  retention,
}: {
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}) {
  const personWrites = createPersonWrites({ newId, retention });

  /** The records of a booking that was not there before, but for its session's places and its email. */
  function newBookingWrites(
    booking: NewBooking,
    status: 'confirmed' | 'waitlisted',
    { session }: StoredSession,
    address: KnownAddress | undefined,
  ) {
    const { bookingId, person, accessNeeds, accessNeedsWording, managerEmail, reference, bookedAt, bookedBy } = booking;
    const { sessionId } = session;
    const { personId, writes } = personWrites(address, person, bookedAt);
    const ends = { after: session.endsAt };
    const rank = rankOfJoining(bookingId);
    const records = {
      attendee: put(AttendeeRecord, keys.attendee(sessionId, person.workEmail), {
        sessionId,
        personId,
        bookingId,
        reference,
        name: person.name,
        workEmail: person.workEmail,
        ends,
      }),
      booking: put(BookingRecord, keys.booking(bookingId), {
        bookingId,
        sessionId,
        personId,
        reference,
        status,
        bookedAt,
        bookedBy,
        toldSequence: session.sequence,
        ...(status === 'confirmed' ? { confirmedAt: bookedAt } : { rank }),
        ...person,
        ...(managerEmail !== undefined && { managerEmail }),
        ends,
        ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
        ...inGsi2(lists.bookingsOfPerson(personId), sortKey(session.startsAt, bookingId)),
      }),
      lineEntry:
        status === 'waitlisted'
          ? put(LineEntryRecord, keys.lineEntry(sessionId, rank), {
              sessionId,
              bookingId,
              rank,
              ends,
            })
          : undefined,
      accessNeeds:
        accessNeeds === undefined
          ? undefined
          : put(AccessNeedsRecord, keys.accessNeeds(bookingId), {
              bookingId,
              accessNeeds,
              ends,
            }),
      consent:
        accessNeeds === undefined
          ? undefined
          : choiceMade(
              made({ choiceId: newId(), personId, ...needsConsentOf(bookingId) }, undefined, {
                at: bookedAt,
                channel: bookedBy === 'hub' ? 'staff' : 'website',
                ...(accessNeedsWording !== undefined && { wording: wordingOf('access-needs') }),
              }),
              person.workEmail,
            ),
      address: writes.address,
      person: writes.person,
    };
    return { personId, records };
  }

  return newBookingWrites;
}
