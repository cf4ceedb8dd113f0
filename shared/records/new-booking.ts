import type * as z from 'zod';
import type { Booker } from '../domain/booking.ts';
import type { Workplace } from '../domain/fields.ts';
import { rankOfJoining } from '../domain/waiting-list.ts';
import type { RetentionDecisions } from '../hub/hub.ts';
import type { JobRole } from '../hub/job-roles.ts';
import type { NewId } from '../platform/ids.ts';
import { expiresAt } from '../privacy/retention.ts';
import {
  AccessNeedsRecord,
  AddressRecord,
  AttendeeRecord,
  BookingRecord,
  LineEntryRecord,
  PersonRecord,
} from './items.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from './keys.ts';
import type { StoredSession } from './sessions.ts';
import { put, update, type Write } from './writes.ts';

export interface PersonDetails {
  readonly name: string;
  readonly workEmail: string;
  readonly workplace: Workplace;
  readonly jobRole: JobRole;
  readonly jobTitle: string;
}

export interface NewBooking {
  /** A ULID: also the place in the line, where it comes to that. */
  readonly bookingId: string;
  readonly reference: string;
  readonly bookedAt: string;
  readonly bookedBy: Booker;
  readonly person: PersonDetails;
  readonly managerEmail?: string | undefined;
  readonly accessNeeds?: string | undefined;
}

/** Whose an address is. */
export type KnownAddress = z.output<typeof AddressRecord>;

/** An account's expiry is moved on no more than daily: writing it with every booking would double its cost. */
const expiryStepSeconds = 86_400;

/** What a booking that was not there before writes. */
export function createNewBookingWrites({
  newId,
  retention,
}: {
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}) {
  /** The person whose address this is, kept a while longer; or a new one. */
  function personWrites(address: KnownAddress | undefined, { person, bookedAt }: NewBooking) {
    const personId = address?.personId ?? newId();
    const accountEnds = expiresAt('account', bookedAt, retention);
    const writes: Readonly<Record<'address' | 'person', Write>> | undefined = address
      ? (address.expiresAt ?? 0) >= accountEnds - expiryStepSeconds
        ? undefined
        : {
            address: update(AddressRecord, keys.address(person.workEmail), { set: { expiresAt: accountEnds } }),
            person: update(PersonRecord, keys.person(personId), {
              set: { expiresAt: accountEnds, lastActiveAt: bookedAt },
            }),
          }
      : {
          address: put(AddressRecord, keys.address(person.workEmail), { personId, expiresAt: accountEnds }),
          person: put(PersonRecord, keys.person(personId), {
            personId,
            ...person,
            createdAt: bookedAt,
            lastActiveAt: bookedAt,
            expiresAt: accountEnds,
          }),
        };
    return { personId, writes };
  }

  /** The records of a booking that was not there before, but for its session's places and its email. */
  function newBookingWrites(
    booking: NewBooking,
    status: 'confirmed' | 'waitlisted',
    { session }: StoredSession,
    address: KnownAddress | undefined,
  ) {
    const { bookingId, person, accessNeeds, managerEmail, reference, bookedAt, bookedBy } = booking;
    const { sessionId } = session;
    const { personId, writes } = personWrites(address, booking);
    const ends = expiresAt('booking', session.endsAt, retention);
    const rank = rankOfJoining(bookingId);
    const records = {
      attendee: put(AttendeeRecord, keys.attendee(sessionId, personId), {
        sessionId,
        personId,
        bookingId,
        expiresAt: ends,
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
        expiresAt: ends,
        ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
        ...inGsi2(lists.bookingsOfPerson(personId), sortKey(session.startsAt, bookingId)),
      }),
      lineEntry:
        status === 'waitlisted'
          ? put(LineEntryRecord, keys.lineEntry(sessionId, rank), {
              sessionId,
              bookingId,
              rank,
              expiresAt: ends,
            })
          : undefined,
      accessNeeds:
        accessNeeds === undefined
          ? undefined
          : put(AccessNeedsRecord, keys.accessNeeds(bookingId), {
              bookingId,
              accessNeeds,
              expiresAt: expiresAt('access-needs', session.endsAt, retention),
            }),
      address: writes?.address,
      person: writes?.person,
    };
    return { personId, records };
  }

  return newBookingWrites;
}
