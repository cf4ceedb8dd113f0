import type * as z from 'zod';
import type { groupBookerFields, ToldStatus } from '#domain/bookings/group-booking.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { absent, all, present, when } from '../engine/conditions.ts';
import { check, put, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { PersonRecord } from '../people/items.ts';
import { managedWrite } from '../people/links.ts';
import { type KnownAddress, withWhose } from '../people/people.ts';
import { AddressView } from '../people/views.ts';
import { type BookingChange, type ChangeOutcome, createBookingEmails, createKeep } from './booking-change.ts';
import { countsOf, groupStill, placesWrite, prefixed } from './changes.ts';
import { AttendeeRecord, GroupBookingRecord, GroupMemberRecord } from './items.ts';
import { noEmail, onlyLookedAt } from './looked-at.ts';
import { createNewBookingWrites, type NewBooking } from './new-booking.ts';
import type { Holder, ReservingDeps } from './reserve.ts';
import type { StoredSession } from './stored-session.ts';
import { AttendeeView, PlacesView, SessionView } from './views.ts';

/** What is known of one colleague, as it was read. */
interface ColleagueFacts {
  readonly address: KnownAddress | undefined;
  /** Who holds a booking for the session with an address of the same mailbox. */
  readonly holder: Holder | undefined;
  readonly asks: StoredAsks | undefined;
  /** Whether anything may be made in the name of this mailbox now. */
  readonly mayAsk: boolean;
}

/** What the decision about several bookings rests on, read at once. */
export interface GroupFacts {
  readonly session: StoredSession | undefined;
  readonly booker: Pick<ColleagueFacts, 'asks' | 'mayAsk'>;
  /** In the order in which they were asked for. */
  readonly colleagues: readonly ColleagueFacts[];
}

/** A colleague, with the booking that would be theirs. */
export interface Wanted {
  readonly booking: NewBooking;
  /** What whoever books is told. */
  readonly told: ToldStatus;
  readonly facts: ColleagueFacts;
  /** About the booking, where it is made. */
  readonly email: EmailContents;
  /** To who holds one already. */
  readonly linkAgain: EmailContents | undefined;
}

/** Who books. */
interface GroupBooker extends z.output<z.ZodObject<typeof groupBookerFields>> {
  readonly groupBookingId: string;
  readonly bookedAt: string;
}

export interface GroupReserving {
  readFacts(
    wanted: { readonly sessionId: string; readonly booker: string; readonly colleagues: readonly string[] },
    work: Work,
  ): Promise<GroupFacts>;
  /**
   * Books for all of them in one change, or for none. As many records, whatever is known of anybody: for whom nothing is made, what would
   * have been is looked at. All count against the ceiling of their own mailboxes.
   *
   * @param wanted.confirmed - so many of them, the first ones, are told that they have a place
   */
  book(
    wanted: {
      readonly booker: GroupBooker;
      readonly facts: GroupFacts & { readonly session: StoredSession };
      readonly colleagues: readonly Wanted[];
      readonly confirmed: number;
      /** To who books. */
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
}

/** Whether something is made for a colleague whom anything may be made for: not where they have a booking. */
export const isMadeFor = ({ booker }: Pick<GroupFacts, 'booker'>, { facts }: Pick<Wanted, 'facts'>): boolean =>
  booker.mayAsk && facts.mayAsk && facts.holder === undefined;

/** The records that a change writes, by a name for each. */
type Writes = Readonly<Record<string, Write | undefined>>;

function createColleagueWrites(deps: ReservingDeps) {
  const asksWrites = createAsksWrites(deps);
  const newBookingWrites = createNewBookingWrites({ ...deps, retention: deps.hub.retention });
  const { emailTo } = createBookingEmails(deps);

  /** What one colleague comes to, but for the session's places. */
  return (
    { booking, told, facts, email, linkAgain }: Wanted,
    { mayAsk, session, linkExpiresAt }: { mayAsk: boolean; session: StoredSession; linkExpiresAt: number },
  ): Writes => {
    const { workEmail } = booking.person;
    const { address, holder, asks } = facts;
    const created = newBookingWrites(booking, told, session, address).records;
    const counted = asksWrites.oneMore(workEmail, asks);
    if (mayAsk && !holder) {
      return { ...created, email: emailTo(workEmail, booking.bookingId, linkExpiresAt, email), asks: counted };
    }
    const attendee = check(
      AttendeeRecord,
      keys.attendee(session.session.sessionId, workEmail),
      holder ? all(present, when(AttendeeRecord).is('bookingId', holder.bookingId)) : absent,
    );
    const sent = holder && linkAgain && emailTo(holder.workEmail, holder.bookingId, linkExpiresAt, linkAgain);
    const unsent = emailTo(workEmail, booking.bookingId, linkExpiresAt, noEmail(booking.bookingId));
    return {
      ...onlyLookedAt(created),
      attendee,
      ...(mayAsk && sent ? { email: sent } : onlyLookedAt({ email: unsent })),
      asks: mayAsk ? counted : asksWrites.unchanged(workEmail, asks),
    };
  };
}

type Booked = Parameters<GroupReserving['book']>[0];

/** That they were booked together, by whom, and the email about it. */
function groupWrites({ booker, facts, colleagues, email }: Booked, linkExpiresAt: number, now: Date): Writes {
  const { sessionId, endsAt } = facts.session.session;
  const { groupBookingId, workEmail } = booker;
  const ends = { after: endsAt };
  const about = { kind: 'group-booking', id: groupBookingId } as const;
  return {
    group: put(GroupBookingRecord, keys.groupBooking(groupBookingId), { ...booker, sessionId, ends }),
    managed: managedWrite(workEmail, about, linkExpiresAt),
    email: oweEmail({ ...email, to: workEmail, about, linkExpiresAt }, now),
    ...Object.fromEntries(
      colleagues.map(({ booking: { bookingId, person }, told: status }, at) => [
        `member ${at}`,
        put(GroupMemberRecord, keys.groupMember(groupBookingId, at + 1), {
          groupBookingId,
          bookingId,
          status,
          name: person.name,
          workEmail: person.workEmail,
          ends,
        }),
      ]),
    ),
  };
}

/** Two addresses of one form may be one person's, whose record is then kept for one of them; who only looks at it gives way. */
function eachPersonOnce(
  writes: Readonly<Record<string, Write | undefined>>,
): Readonly<Record<string, Write | undefined>> {
  const kept = new Map<string, Write>();
  for (const write of Object.values(writes)) {
    if (write?.schema !== PersonRecord) continue;
    const before = kept.get(write.key.pk);
    if (before === undefined || (before.kind === 'check' && write.kind !== 'check')) kept.set(write.key.pk, write);
  }
  return Object.fromEntries(
    Object.entries(writes).filter(([, write]) => write?.schema !== PersonRecord || kept.get(write.key.pk) === write),
  );
}

export function createGroupReserving(deps: ReservingDeps): GroupReserving {
  const { records, hub, clock } = deps;
  const asksWrites = createAsksWrites(deps);
  const writesFor = createColleagueWrites(deps);
  const keep = createKeep(deps);

  return {
    async readFacts({ sessionId, booker, colleagues }, work) {
      const [[session, places, asks], addresses, holders, asksOfEach] = await Promise.all([
        records.findAll(
          [[SessionView, keys.session(sessionId)], [PlacesView, keys.places(sessionId)], asksOf(booker)],
          work,
        ),
        records.findAll(
          colleagues.map((each) => [AddressView, keys.address(each)] as const),
          work,
        ),
        records.findAll(
          colleagues.map((each) => [AttendeeView, keys.attendee(sessionId, each)] as const),
          work,
        ),
        records.findAll(colleagues.map(asksOf), work),
      ]);
      const known = await Promise.all(addresses.map((address) => withWhose(records, address, clock(), work)));
      return {
        session: session && places && { session, places },
        booker: { asks, mayAsk: asksWrites.mayAsk(asks) },
        colleagues: known.map((address, at) => ({
          address,
          holder: holders[at],
          asks: asksOfEach[at],
          mayAsk: asksWrites.mayAsk(asksOfEach[at]),
        })),
      };
    },

    book(booked, change) {
      const { booker, facts, colleagues, confirmed } = booked;
      const { session, places } = facts.session;
      const { mayAsk, asks } = facts.booker;
      const linkExpiresAt = expiresAt('booking', session.endsAt, hub.retention);
      const made = colleagues.filter((each) => isMadeFor(facts, each));
      const group = groupWrites(booked, linkExpiresAt, clock());
      const each = colleagues.map((colleague, at) => {
        const may = mayAsk && colleague.facts.mayAsk;
        return prefixed(
          `colleague ${at}`,
          writesFor(colleague, { mayAsk: may, session: facts.session, linkExpiresAt }),
        );
      });
      return keep(
        {
          places: placesWrite(
            session.sessionId,
            countsOf(...made.map(({ told }) => ({ to: told }))),
            groupStill(places, { confirmed, size: colleagues.length }, booker.bookedAt),
          ),
          ...(mayAsk ? group : onlyLookedAt(group)),
          asks: mayAsk ? asksWrites.oneMore(booker.workEmail, asks) : asksWrites.unchanged(booker.workEmail, asks),
          ...eachPersonOnce(Object.assign({}, ...each)),
        },
        change,
      );
    },
  };
}
