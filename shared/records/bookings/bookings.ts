import type * as z from 'zod';
import type { Attendance } from '#domain/bookings/attendance.ts';
import type { CancellationReason, StandingStatus } from '#domain/bookings/booking.ts';
import type { Charge } from '#domain/bookings/cancellation-policy.ts';
import type { Reminder } from '#domain/bookings/reminders.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Once, OnceWithReply, Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { view } from '#privacy/stored-fields.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { SuppressedAddressRecord } from '../emails/items.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { absent, all, any, compare, is, missing, present } from '../engine/conditions.ts';
import { ReplyRecord } from '../engine/items.ts';
import { pageOf } from '../engine/listing.ts';
import type { FactsOf } from '../engine/record.ts';
import type { Page, PageRequest, Records } from '../engine/records.ts';
import { check, put, remove, update, type Write } from '../engine/writes.ts';
import { inGsi2, keys, lists, sortKey } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { AddressRecord, ManageTokenRecord } from '../people/items.ts';
import type { KnownAddress } from '../people/people.ts';
import {
  asTold,
  beforeStart,
  bookingWrites,
  canBeOffered,
  countsOf,
  placeStill,
  placesWrite,
  prefixed,
} from './changes.ts';
import {
  AccessNeedsRecord,
  AttendeeRecord,
  BookingRecord,
  CertificateRecord,
  LineEntryRecord,
  PlacesRecord,
  SessionRecord,
} from './items.ts';
import { createNewBookingWrites, type NewBooking } from './new-booking.ts';
import type { StoredSession } from './sessions.ts';

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
export type Holder = FactsOf<typeof AttendeeRecord>;

/** How a change is kept: with the reply for a retry, and where staff make it, with the audit entry. */
export interface BookingChange {
  readonly work: Work;
  readonly once?: OnceWithReply | undefined;
  readonly audit?: readonly AuditFact[];
}

/** `facts-changed`: something is no longer as it was read, and nothing was changed. Read and decide again. */
export type ChangeOutcome = 'changed' | 'facts-changed';

export const HeldBooking = view('provide-services', BookingRecord, [
  'bookingId',
  'sessionId',
  'personId',
  'reference',
  'status',
  'bookedAt',
  'bookedBy',
  'rank',
  'offerEndsAt',
  'confirmedAt',
  'cancelledAt',
  'cancelledBecause',
  'handedTo',
  'toldSequence',
  'weekReminderAt',
  'dayReminderAt',
  'hourReminderAt',
  'certificateCode',
  'attendanceRecordedAt',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'attendance',
  'charge',
  'emailBouncedAt',
  'expiresAt',
]);
/** A booking as its holder, and what is done for them, need it. */
export type HeldBooking = z.output<typeof HeldBooking>;

/** One that still holds something. Only such a one can become another: what has ended never comes back. */
export type StandingBooking = Standing<HeldBooking>;
type Standing<Booking> = Booking & { readonly status: StandingStatus };

export const isStanding = <Booking extends Pick<HeldBooking, 'status'>>(
  booking: Booking,
): booking is Standing<Booking> => booking.status !== 'cancelled';

export type LineEntry = FactsOf<typeof LineEntryRecord>;
export type Certificate = FactsOf<typeof CertificateRecord>;

/** What recording somebody's attendance comes to. */
export interface RecordedAttendance {
  readonly booking: HeldBooking;
  readonly attendance: Attendance;
  readonly charge: Charge | undefined;
  /** Only for who attended. */
  readonly certificate: Certificate | undefined;
  readonly email: EmailContents | undefined;
}

/** At most so many people's attendance in one change: each takes up to four writes of the hundred that DynamoDB allows. */
export const attendanceBatch = 20;

export interface Bookings {
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
      readonly decided: 'refused' | { readonly status: 'confirmed' | 'waitlisted'; readonly at: string };
      readonly linkAgain: EmailContents | undefined;
    },
    change: { readonly work: Work; readonly once?: Once | OnceWithReply | undefined },
  ): Promise<ChangeOutcome>;
  find(bookingId: string, work: Work): Promise<HeldBooking | undefined>;
  /** In the order asked for; those that are not there are left out. */
  /** @throws NotReadableError */
  findMany(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]>;
  /** Those of them that can be read. */
  findEach(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]>;
  /** None where there is no such booking, or where the token is not of it: nobody can tell which. Whether it still opens it is for `bookingLinkEnds`. */
  findForLink(bookingId: string, tokenHash: string, work: Work): Promise<HeldBooking | undefined>;
  /**
   * Ends a booking that stands, and frees what it held.
   *
   * @param wanted.session - left out where the session itself is cancelled, and its places count no more
   */
  cancel(
    wanted: {
      readonly booking: HeldBooking;
      readonly because: Exclude<CancellationReason, 'handed-over' | 'email-bounced' | 'not-me'>;
      readonly at: string;
      readonly session: StoredSession | undefined;
      readonly charge?: Charge | undefined;
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Ends a booking of which its holder says that it is none of theirs, and frees what it held; nobody is written to.
   *
   * @param wanted.hold - on their mailbox
   */
  disown(
    wanted: {
      readonly booking: HeldBooking;
      readonly at: string;
      readonly session: StoredSession;
      readonly hold: Write;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Ends a booking of whom no email reaches, and frees what it held; nobody is written to.
   *
   * @param wanted.booking - as it was read: while an email about it has come back, or else its address refuses all
   */
  freeUnreachable(
    wanted: { readonly booking: HeldBooking; readonly at: string; readonly session: StoredSession },
    change: BookingChange,
  ): Promise<ChangeOutcome | 'reachable'>;
  /** Keeps a free place for who is waiting, until `endsAt`. */
  offer(
    wanted: {
      readonly booking: HeldBooking;
      readonly endsAt: string;
      readonly at: string;
      readonly session: StoredSession;
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  accept(
    wanted: {
      readonly booking: HeldBooking;
      readonly at: string;
      readonly session: StoredSession;
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Gives a confirmed place to a colleague: as a new booking, or as the one that they hold already.
   */
  handOver(
    wanted: {
      readonly booking: HeldBooking;
      readonly at: string;
      readonly session: StoredSession;
      readonly charge: Charge | undefined;
      readonly to:
        | { readonly held: StandingBooking }
        | { readonly held: undefined; readonly booking: NewBooking; readonly address: BookingFacts['address'] };
      readonly email: EmailContents;
      readonly colleagueEmail: { readonly to: string; readonly contents: EmailContents };
      /** What was asked for in the colleague's name, as it was read: this counts as one more. */
      readonly asks: { readonly of: string; readonly asRead: StoredAsks | undefined };
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /** Who waits, first in line first. As the last write left it. */
  listLine(
    sessionId: string,
    page: PageRequest & { readonly newestFirst?: boolean; readonly to?: string },
    work: Work,
  ): Promise<Page<LineEntry>>;
  /** 1 for the first in line. */
  placeInLine(sessionId: string, rank: string, work: Work): Promise<number>;
  moveInLine(
    wanted: { readonly booking: HeldBooking; readonly rank: string; readonly before: LineEntry | undefined },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /** @param recorded - at most {@link attendanceBatch} */
  recordAttendance(recorded: readonly RecordedAttendance[], change: BookingChange): Promise<ChangeOutcome>;
  /** Owes the holder word of how the session now is, once for each change; and keeps the booking as long as the session asks. */
  tellOfChange(
    booking: HeldBooking,
    session: StoredSession,
    told: { readonly remindAgain: readonly Reminder[]; readonly email: EmailContents },
    work: Work,
  ): Promise<ChangeOutcome>;
  /** Owes the holder of a place a reminder, unless they have had it. */
  remind(
    booking: HeldBooking,
    session: StoredSession,
    reminder: Reminder,
    email: EmailContents,
    work: Work,
  ): Promise<ChangeOutcome>;
  /**
   * Everybody who holds a booking for a session that stands, page by page, as the last write left it.
   *
   * @param reading.leftOut - called for each that cannot be read, which is reported
   */
  walkHeld(
    sessionId: string,
    reading: { readonly leftOut: () => void },
    work: Work,
  ): AsyncGenerator<HeldBooking[], void, undefined>;
  /** Those made with this very address, latest session first. */
  listForAddress(workEmail: string, page: PageRequest, work: Work): Promise<Page<HeldBooking>>;
  findCertificate(code: string, work: Work): Promise<Certificate | undefined>;
}

const reminderField = {
  week: 'weekReminderAt',
  day: 'dayReminderAt',
  hour: 'hourReminderAt',
} as const satisfies Record<Reminder, keyof HeldBooking>;

/** When the holder was sent this reminder, if they were. */
export const remindedOf = (booking: HeldBooking, reminder: Reminder): string | undefined =>
  booking[reminderField[reminder]];

export function createBookings(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'openForms'>;
}): Bookings {
  const { records, clock, hub } = deps;
  const { retention } = hub;
  const asksWrites = createAsksWrites(deps);
  const newBookingWrites = createNewBookingWrites({ ...deps, retention });

  /** What makes a colleague's own booking the confirmed one: nothing but that it still is, where it is already. */
  const heldBy = (
    held: StandingBooking,
    at: string,
  ): { bookingId: string; personId: string; records: Readonly<Record<string, Write | undefined>> } => ({
    bookingId: held.bookingId,
    personId: held.personId,
    records:
      held.status === 'confirmed'
        ? { booking: check(BookingRecord, keys.booking(held.bookingId), all(present, is('status', 'confirmed'))) }
        : bookingWrites(held, 'confirmed', { confirmedAt: at }),
  });
  const bookedFor = (
    { booking, address }: { readonly booking: NewBooking; readonly address: BookingFacts['address'] },
    session: StoredSession,
  ) => ({ bookingId: booking.bookingId, ...newBookingWrites(booking, 'confirmed', session, address) });

  const emailTo = (to: string, bookingId: string, linkExpiresAt: number, contents: EmailContents) =>
    oweEmail({ ...contents, to, about: { kind: 'booking', id: bookingId }, linkExpiresAt }, clock(), retention);
  const emailToHolder = ({ workEmail, bookingId, expiresAt: ends = 0 }: HeldBooking, contents: EmailContents) =>
    emailTo(workEmail, bookingId, ends, contents);

  async function commit(
    writes: Readonly<Record<string, Write | undefined>>,
    change: BookingChange,
  ): Promise<ChangeOutcome> {
    const { done } = await records.commit(writes, change);
    return done ? 'changed' : 'facts-changed';
  }

  async function findMany(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]> {
    const found = await records.findAll(
      bookingIds.map((bookingId) => [HeldBooking, keys.booking(bookingId)] as const),
      work,
    );
    return found.filter((booking) => booking !== undefined);
  }

  async function findEach(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]> {
    const found = await records.findEach(HeldBooking, bookingIds.map(keys.booking), work);
    return found.filter((booking) => booking !== undefined);
  }

  return {
    async readFacts(sessionId, workEmail, work) {
      const [session, places, address, holder, asks] = await records.findAll(
        [
          [SessionRecord, keys.session(sessionId)],
          [PlacesRecord, keys.places(sessionId)],
          [AddressRecord, keys.address(workEmail)],
          [AttendeeRecord, keys.attendee(sessionId, workEmail)],
          asksOf(workEmail),
        ],
        work,
      );
      const mayAsk = asksWrites.mayAsk(asks);
      return { session: session && places && { session, places }, address, holder, asks, mayAsk };
    },

    reserve({ booking, status, facts, email }, change) {
      const { session } = facts.session;
      const { person, bookedBy, bookedAt, bookingId } = booking;
      const created = newBookingWrites(booking, status, facts.session, facts.address);
      const linkExpiresAt = expiresAt('booking', session.endsAt, retention);
      return commit(
        {
          places: placesWrite(
            session.sessionId,
            countsOf({ to: status }),
            all(placeStill(status, bookedBy, bookedAt), asTold(session.sequence)),
          ),
          ...created.records,
          email: emailTo(person.workEmail, bookingId, linkExpiresAt, email),
          asks: bookedBy === 'person' ? asksWrites.oneMore(person.workEmail, facts.asks) : undefined,
        },
        change,
      );
    },

    async answerOnly({ booking, facts, decided, linkAgain }, { work, once }) {
      const { session, holder, address, asks } = facts;
      const { workEmail } = booking.person;
      const { sessionId, sequence, endsAt } = session.session;
      const still = decided === 'refused' ? [] : [placeStill(decided.status, 'person', decided.at)];
      const withReply = once && 'reply' in once ? once : undefined;
      const linkExpiresAt = expiresAt('booking', endsAt, retention);
      // What a booking would have written is looked at, so that it takes as long.
      const asIfMade = decided === 'refused' ? {} : newBookingWrites(booking, decided.status, session, address).records;
      const outcome = await records.commit(
        {
          ...onlyLookedAt(asIfMade),
          places: placesWrite(sessionId, {}, all(...still, asTold(sequence))),
          attendee: check(
            AttendeeRecord,
            keys.attendee(sessionId, workEmail),
            holder ? all(present, is('bookingId', holder.bookingId)) : absent,
          ),
          email:
            holder && linkAgain
              ? emailTo(holder.workEmail, holder.bookingId, linkExpiresAt, linkAgain)
              : onlyLookedAt({ email: emailTo(workEmail, booking.bookingId, linkExpiresAt, noEmail(booking)) }).email,
          asks: linkAgain ? asksWrites.oneMore(workEmail, asks) : asksWrites.unchanged(workEmail, asks),
          answered: once && !withReply ? check(ReplyRecord, keys.reply(once.id), absent) : undefined,
        },
        { work, once: withReply },
      );
      return outcome.done || outcome.refused.answered ? 'changed' : 'facts-changed';
    },

    find: (bookingId, work) => records.find(HeldBooking, keys.booking(bookingId), work),
    findMany,
    findEach,

    async findForLink(bookingId, tokenHash, work) {
      const [booking, token] = await records.findAll(
        [
          [HeldBooking, keys.booking(bookingId)],
          [ManageTokenRecord, keys.manageToken('booking', bookingId, tokenHash)],
        ],
        work,
      );
      return token && booking;
    },

    cancel({ booking, because, at, session, charge, email }, change) {
      // An offer ends whenever it does; but the places of a session that is cancelled count nobody any more.
      const when = because === 'offer-expired' ? compare('status', '<>', { value: 'cancelled' }) : beforeStart(at);
      return commit(
        {
          ...bookingWrites(booking, 'cancelled', {
            cancelledAt: at,
            cancelledBecause: because,
            ...(charge && { charge }),
          }),
          places:
            session &&
            placesWrite(
              booking.sessionId,
              countsOf({ from: booking.status, to: 'cancelled' }),
              all(when, asTold(session.session.sequence)),
            ),
          email: emailToHolder(booking, email),
        },
        change,
      );
    },

    disown({ booking, at, session, hold }, change) {
      const counts = countsOf({ from: booking.status, to: 'cancelled' });
      return commit(
        {
          ...bookingWrites(booking, 'cancelled', { cancelledAt: at, cancelledBecause: 'not-me' }),
          places: placesWrite(booking.sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
          hold,
        },
        change,
      );
    },

    async freeUnreachable({ booking, at, session }, change) {
      const { emailBouncedAt, workEmail, sessionId } = booking;
      const ended = { cancelledAt: at, cancelledBecause: 'email-bounced' } as const;
      const counts = countsOf({ from: booking.status, to: 'cancelled' });
      const outcome = await records.commit(
        {
          ...bookingWrites(
            booking,
            'cancelled',
            ended,
            ...(emailBouncedAt === undefined ? [] : [is('emailBouncedAt', emailBouncedAt)]),
          ),
          returned:
            emailBouncedAt === undefined
              ? check(SuppressedAddressRecord, keys.suppressedAddress(workEmail), all(present, is('reason', 'bounced')))
              : undefined,
          places: placesWrite(sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
        },
        change,
      );
      if (outcome.done) return 'changed';
      return outcome.refused.returned ? 'reachable' : 'facts-changed';
    },

    offer({ booking, endsAt, at, session, email }, change) {
      return commit(
        {
          ...bookingWrites(booking, 'offered', { offerEndsAt: endsAt }),
          places: placesWrite(
            booking.sessionId,
            countsOf({ from: 'waitlisted', to: 'offered' }),
            all(canBeOffered(at), asTold(session.session.sequence)),
          ),
          email: emailToHolder(booking, email),
        },
        change,
      );
    },

    accept({ booking, at, session, email }, change) {
      return commit(
        {
          ...bookingWrites(booking, 'confirmed', { confirmedAt: at }),
          places: placesWrite(
            booking.sessionId,
            countsOf({ from: 'offered', to: 'confirmed' }),
            all(beforeStart(at), asTold(session.session.sequence)),
          ),
          email: emailToHolder(booking, email),
        },
        change,
      );
    },

    handOver({ booking, at, session, charge, to, asks, email, colleagueEmail }, change) {
      const { held } = to;
      const linkExpiresAt = expiresAt('booking', session.session.endsAt, retention);
      const colleague = to.held ? heldBy(to.held, at) : bookedFor(to, session);
      const counts = countsOf(
        { from: 'confirmed', to: 'cancelled' },
        held ? { from: held.status, to: 'confirmed' } : { to: 'confirmed' },
      );
      return commit(
        {
          ...bookingWrites(booking, 'cancelled', {
            cancelledAt: at,
            cancelledBecause: 'handed-over',
            handedTo: colleague.personId,
            ...(charge && { charge }),
          }),
          ...prefixed('colleague', colleague.records),
          places: placesWrite(booking.sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
          email: emailToHolder(booking, email),
          colleagueEmail: emailTo(colleagueEmail.to, colleague.bookingId, linkExpiresAt, colleagueEmail.contents),
          asks: asksWrites.oneMore(asks.of, asks.asRead),
        },
        change,
      );
    },

    listLine: (sessionId, page, work) => records.list(LineEntryRecord, lists.line(sessionId), page, work),

    placeInLine: (sessionId, rank, work) => records.count(lists.line(sessionId), { to: rank }, work),

    async moveInLine({ booking, rank, before }, change) {
      const { sessionId, bookingId, rank: was = '', expiresAt: ends = 0 } = booking;
      return commit(
        {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            { set: { rank } },
            all(present, is('status', 'waitlisted'), is('rank', was)),
          ),
          from: remove(LineEntryRecord, keys.lineEntry(sessionId, was)),
          to: put(LineEntryRecord, keys.lineEntry(sessionId, rank), { sessionId, bookingId, rank, expiresAt: ends }),
          before: before && lineEntryStill(sessionId, before),
        },
        change,
      );
    },

    recordAttendance(recorded, change) {
      const writes = recorded.map(({ booking, attendance, charge, certificate, email }, index) => {
        const { bookingId, certificateCode: oldCode, expiresAt: ends = 0 } = booking;
        return prefixed(String(index), {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            {
              set: {
                attendance,
                attendanceRecordedAt: clock().toISOString(),
                ...(charge && { charge }),
                ...(certificate && { certificateCode: certificate.code }),
              },
              remove: [
                ...(charge ? [] : (['charge'] as const)),
                ...(certificate ? [] : (['certificateCode'] as const)),
              ],
            },
            all(
              present,
              is('status', 'confirmed'),
              booking.attendance === undefined ? missing('attendance') : is('attendance', booking.attendance),
            ),
          ),
          oldCertificate: oldCode === undefined ? undefined : remove(CertificateRecord, keys.certificate(oldCode)),
          certificate:
            certificate &&
            put(CertificateRecord, keys.certificate(certificate.code), { ...certificate, expiresAt: ends }),
          email: email && emailToHolder(booking, email),
        });
      });
      return commit(Object.assign({}, ...writes) as Readonly<Record<string, Write | undefined>>, change);
    },

    async tellOfChange(booking, { session }, { remindAgain, email }, work) {
      const { bookingId, sessionId, personId, status } = booking;
      const ends = expiresAt('booking', session.endsAt, retention);
      const needs = await records.find(AccessNeedsRecord, keys.accessNeeds(bookingId), work);
      return commit(
        {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            {
              set: {
                toldSequence: session.sequence,
                expiresAt: ends,
                ...inGsi2(lists.bookingsOfPerson(personId), sortKey(session.startsAt, bookingId)),
              },
              remove: remindAgain.map((reminder) => reminderField[reminder]),
            },
            all(present, is('status', status), compare('toldSequence', '<', { value: session.sequence })),
          ),
          attendee: update(AttendeeRecord, keys.attendee(sessionId, booking.workEmail), { set: { expiresAt: ends } }),
          accessNeeds:
            needs &&
            update(AccessNeedsRecord, keys.accessNeeds(bookingId), {
              set: { expiresAt: expiresAt('access-needs', session.endsAt, retention) },
            }),
          email: emailTo(booking.workEmail, bookingId, ends, email),
        },
        { work },
      );
    },

    remind(booking, { session }, reminder, email, work) {
      const field = reminderField[reminder];
      return commit(
        {
          booking: update(
            BookingRecord,
            keys.booking(booking.bookingId),
            { set: { [field]: clock().toISOString() } },
            all(present, is('status', 'confirmed'), missing(field), is('toldSequence', session.sequence)),
          ),
          email: emailToHolder(booking, email),
        },
        { work },
      );
    },

    async *walkHeld(sessionId, { leftOut }, work) {
      for await (const holders of records.walk(AttendeeRecord, lists.attendees(sessionId), { leftOut }, work)) {
        const bookings = await findEach(
          holders.map(({ bookingId }) => bookingId),
          work,
        );
        for (let unread = holders.length - bookings.length; unread > 0; unread -= 1) leftOut();
        yield bookings;
      }
    },

    async listForAddress(workEmail, page, work) {
      const address = await records.find(AddressRecord, keys.address(workEmail), work);
      if (!address) return { items: [] };
      const list = lists.bookingsOfPerson(address.personId);
      return pageOf(
        (each) => records.list(HeldBooking, list, { ...each, newestFirst: true }, work),
        // Who reads `name+tag@` need not be who reads `name@`.
        (booking) => booking.workEmail === workEmail,
        page,
      );
    },

    findCertificate: (code, work) => records.find(CertificateRecord, keys.certificate(code), work),
  };
}

/** In place of one that is sent, so that it takes as long. */
const noEmail = ({ bookingId }: NewBooking): EmailContents => ({ emailId: bookingId, kind: 'booking-link', facts: {} });

/** The same records, whatever is there: nothing is changed, and none of them is in the way. */
const onlyLookedAt = (
  writes: Readonly<Record<string, Write | undefined>>,
): Readonly<Record<string, Write | undefined>> =>
  Object.fromEntries(
    Object.entries(writes).map(([name, write]) => [
      name,
      write && check(write.schema, write.key, any(absent, present)),
    ]),
  );

const lineEntryStill = (sessionId: string, { rank, bookingId }: LineEntry): Write =>
  check(LineEntryRecord, keys.lineEntry(sessionId, rank), all(present, is('bookingId', bookingId)));
