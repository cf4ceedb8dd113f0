import type * as z from 'zod';
import type { Workplace } from '../domain/fields.ts';
import type { RetentionDecisions } from '../hub/hub.ts';
import type { JobRole } from '../hub/job-roles.ts';
import type { Clock } from '../platform/clock.ts';
import type { NewId } from '../platform/ids.ts';
import type { OnceWithReply, Work } from '../platform/work.ts';
import { expiresAt } from '../privacy/retention.ts';
import { view } from '../privacy/stored-fields.ts';
import { type OwedEmail, oweEmail } from './emails.ts';
import { absent, all, any, type Condition, compare, is, present } from './expressions.ts';
import {
  AccessNeedsRecord,
  AddressRecord,
  AttendeeRecord,
  BookingRecord,
  ManageTokenRecord,
  PersonRecord,
  PlacesRecord,
  SessionRecord,
} from './items.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from './keys.ts';
import type { Page, PageRequest, Records } from './records.ts';
import type { StoredSession } from './sessions.ts';
import { put, remove, update, type Write } from './writes.ts';

export interface NewBooking {
  readonly bookingId: string;
  readonly reference: string;
  readonly bookedAt: string;
  readonly person: {
    readonly name: string;
    readonly workEmail: string;
    readonly workplace: Workplace;
    readonly jobRole: JobRole;
    readonly jobTitle: string;
  };
  readonly managerEmail?: string | undefined;
  readonly accessNeeds?: string | undefined;
}

/** What the decision about a booking rests on, read at once. */
export interface BookingFacts {
  readonly session: StoredSession | undefined;
  /** Whose the work email is, if anybody's yet. */
  readonly address: z.output<typeof AddressRecord> | undefined;
}

export type ReserveOutcome =
  | { readonly outcome: 'reserved' }
  | { readonly outcome: 'already-booked'; readonly bookingId: string }
  /** The places, or who the address belongs to, are no longer as they were read: read and decide again. */
  | { readonly outcome: 'facts-changed' };

const OwnBooking = view('provide-services', BookingRecord, [
  'bookingId',
  'sessionId',
  'personId',
  'reference',
  'status',
  'bookedAt',
  'cancelledAt',
  'name',
  'workEmail',
  'expiresAt',
]);
export type OwnBooking = z.output<typeof OwnBooking>;

const AttendeeListEntry = view('provide-services', BookingRecord, [
  'bookingId',
  'reference',
  'status',
  'bookedAt',
  'cancelledAt',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'jobTitle',
  'managerEmail',
]);
const AccessNeedsOfAttendee = view('provide-services', AccessNeedsRecord, ['accessNeeds']);
export type AttendeeListEntry = z.output<typeof AttendeeListEntry> & { readonly accessNeeds?: string };

export interface Bookings {
  readFacts(sessionId: string, workEmail: string, work: Work): Promise<BookingFacts>;
  reserve(
    wanted: {
      readonly booking: NewBooking;
      readonly status: 'confirmed' | 'waitlisted';
      readonly facts: BookingFacts & { readonly session: StoredSession };
      readonly email: Omit<OwedEmail, 'linkExpiresAt' | 'bookingId' | 'to'>;
    },
    change: { readonly work: Work; readonly once: OnceWithReply | undefined },
  ): Promise<ReserveOutcome>;
  find(bookingId: string, work: Work): Promise<OwnBooking | undefined>;
  /** None where there is no such booking, or where the token does not open it: nobody can tell which. */
  findForLink(bookingId: string, tokenHash: string, work: Work): Promise<OwnBooking | undefined>;
  cancel(
    booking: OwnBooking,
    email: Omit<OwedEmail, 'linkExpiresAt' | 'bookingId' | 'to'>,
    change: { readonly work: Work; readonly once: OnceWithReply | undefined; readonly cancelledAt: string },
  ): Promise<'cancelled' | 'facts-changed'>;
  /** In the order in which they booked. */
  listForSession(sessionId: string, page: PageRequest, work: Work): Promise<Page<AttendeeListEntry>>;
  /** Latest session first. None where the address is nobody's. */
  listForAddress(workEmail: string, page: PageRequest, work: Work): Promise<Page<OwnBooking>>;
}

/** An account's expiry is moved on no more than daily: writing it with every booking would double its cost. */
const expiryStepSeconds = 86_400;

export function createBookings(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}): Bookings {
  const { records, clock, newId, retention } = deps;

  /** The person whose address this is, kept a while longer; or a new one. */
  function personWrites(address: BookingFacts['address'], { person, bookedAt }: NewBooking) {
    const personId = address?.personId ?? newId();
    const accountEnds = expiresAt('account', bookedAt, retention);
    if (address) {
      const recent = (address.expiresAt ?? 0) >= accountEnds - expiryStepSeconds;
      const longer = { set: { expiresAt: accountEnds } };
      return {
        personId,
        writes: recent
          ? {}
          : {
              address: update(AddressRecord, keys.address(person.workEmail), longer),
              person: update(PersonRecord, keys.person(personId), {
                set: { ...longer.set, lastActiveAt: bookedAt },
              }),
            },
      };
    }
    return {
      personId,
      writes: {
        address: put(AddressRecord, keys.address(person.workEmail), { personId, expiresAt: accountEnds }),
        person: put(PersonRecord, keys.person(personId), {
          personId,
          ...person,
          createdAt: bookedAt,
          lastActiveAt: bookedAt,
          expiresAt: accountEnds,
        }),
      },
    };
  }

  /** The decision once more, as a condition on the places as they are when the change is made. */
  function placeStill(status: 'confirmed' | 'waitlisted', now: string): Condition {
    const free = all(compare('confirmed', '<', { field: 'capacity' }), is('waitlisted', 0));
    const taken = any(compare('confirmed', '>=', { field: 'capacity' }), compare('waitlisted', '>', { value: 0 }));
    return all(
      is('status', 'published'),
      compare('startsAt', '>', { value: now }),
      status === 'confirmed' ? free : taken,
    );
  }

  return {
    async readFacts(sessionId, workEmail, work) {
      const [session, places, address] = await records.findAll(
        [
          [SessionRecord, keys.session(sessionId)],
          [PlacesRecord, keys.places(sessionId)],
          [AddressRecord, keys.address(workEmail)],
        ],
        work,
      );
      return { session: session && places && { session, places }, address };
    },

    async reserve({ booking, status, facts, email }, { work, once }) {
      const { bookingId, person, accessNeeds, managerEmail, reference, bookedAt } = booking;
      const { session } = facts.session;
      const { sessionId } = session;
      const { personId, writes } = personWrites(facts.address, booking);
      const bookingEnds = expiresAt('booking', session.endsAt, retention);

      const outcome = await records.commit(
        {
          places: update(
            PlacesRecord,
            keys.places(sessionId),
            { add: { [status]: 1 } },
            all(present, placeStill(status, bookedAt)),
          ),
          attendee: put(AttendeeRecord, keys.attendee(sessionId, personId), {
            sessionId,
            personId,
            bookingId,
            expiresAt: bookingEnds,
          }),
          booking: put(BookingRecord, keys.booking(bookingId), {
            bookingId,
            sessionId,
            personId,
            reference,
            status,
            bookedAt,
            ...person,
            ...(managerEmail !== undefined && { managerEmail }),
            expiresAt: bookingEnds,
            ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
            ...inGsi2(lists.bookingsOfPerson(personId), sortKey(session.startsAt, bookingId)),
          }),
          accessNeeds:
            accessNeeds === undefined
              ? undefined
              : put(AccessNeedsRecord, keys.accessNeeds(bookingId), {
                  bookingId,
                  accessNeeds,
                  expiresAt: expiresAt('access-needs', session.endsAt, retention),
                }),
          email: oweEmail(
            { ...email, to: person.workEmail, bookingId, linkExpiresAt: bookingEnds },
            clock(),
            retention,
          ),
          ...(writes as Readonly<Record<'address' | 'person', Write | undefined>>),
        },
        { work, once },
      );
      if (outcome.done) return { outcome: 'reserved' };
      const holder = outcome.refused.attendee?.old;
      return holder ? { outcome: 'already-booked', bookingId: holder.bookingId } : { outcome: 'facts-changed' };
    },

    find: (bookingId, work) => records.find(OwnBooking, keys.booking(bookingId), work),

    async findForLink(bookingId, tokenHash, work) {
      const [booking, token] = await records.findAll(
        [
          [OwnBooking, keys.booking(bookingId)],
          [ManageTokenRecord, keys.manageToken(bookingId, tokenHash)],
        ],
        work,
      );
      return token && booking;
    },

    async cancel(booking, email, { work, once, cancelledAt }) {
      const { bookingId, sessionId, personId, status, workEmail, expiresAt: linkExpiresAt = 0 } = booking;
      if (status === 'cancelled') throw new Error('Only a booking that stands can be cancelled');
      const outcome = await records.commit(
        {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            { set: { status: 'cancelled', cancelledAt } },
            all(present, is('status', status)),
          ),
          places: update(
            PlacesRecord,
            keys.places(sessionId),
            { add: { [status]: -1 } },
            all(present, compare('startsAt', '>', { value: cancelledAt })),
          ),
          attendee: remove(
            AttendeeRecord,
            keys.attendee(sessionId, personId),
            all(present, is('bookingId', bookingId)),
          ),
          // They are needed no longer; and where none were given, there is nothing to remove.
          accessNeeds: remove(AccessNeedsRecord, keys.accessNeeds(bookingId), any(absent, present)),
          email: oweEmail({ ...email, to: workEmail, bookingId, linkExpiresAt }, clock(), retention),
        },
        { work, once },
      );
      return outcome.done ? 'cancelled' : 'facts-changed';
    },

    async listForSession(sessionId, page, work) {
      const { items, ...rest } = await records.list(AttendeeListEntry, lists.bookingsOfSession(sessionId), page, work);
      const needs = await records.findAll(
        items.map(({ bookingId }) => [AccessNeedsOfAttendee, keys.accessNeeds(bookingId)] as const),
        work,
      );
      return {
        ...rest,
        items: items.map((booking, index) => ({
          ...booking,
          ...(needs[index] && { accessNeeds: needs[index].accessNeeds }),
        })),
      };
    },

    async listForAddress(workEmail, page, work) {
      const address = await records.find(AddressRecord, keys.address(workEmail), work);
      if (!address) return { items: [] };
      return records.list(OwnBooking, lists.bookingsOfPerson(address.personId), { ...page, newestFirst: true }, work);
    },
  };
}
