import type { LineEntry } from '#domain/bookings/waiting-list.ts';
import type { Work } from '#platform/work.ts';
import type { EmailContents } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import { check, put, remove, update, type Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import {
  type BookingChange,
  type BookingStoreDeps,
  type ChangeOutcome,
  createBookingEmails,
  createKeep,
} from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { asTold, beforeStart, bookingWrites, canBeOffered, countsOf, placesWrite } from './changes.ts';
import { BookingRecord, LineEntryRecord } from './items.ts';
import type { StoredSession } from './stored-session.ts';
import { LineEntryView } from './views.ts';

/** The waiting list of a session, and the places that are offered to those in it. */
export interface Line {
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
}

const lineEntryStill = (sessionId: string, { rank, bookingId }: LineEntry): Write =>
  check(
    LineEntryRecord,
    keys.lineEntry(sessionId, rank),
    all(present, when(LineEntryRecord).is('bookingId', bookingId)),
  );

export function createLine(deps: BookingStoreDeps): Line {
  const { records } = deps;
  const { emailToHolder } = createBookingEmails(deps);
  const keep = createKeep(deps);

  return {
    offer({ booking, endsAt, at, session, email }, change) {
      return keep(
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
      return keep(
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

    listLine: (sessionId, page, work) => records.list(LineEntryView, lists.line(sessionId), page, work),

    placeInLine: (sessionId, rank, work) => records.count(lists.line(sessionId), { to: rank }, work),

    async moveInLine({ booking, rank, before }, change) {
      const { sessionId, bookingId, rank: was = '', expiresAt: end = 0 } = booking;
      return keep(
        {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            { set: { rank } },
            all(present, when(BookingRecord).is('status', 'waitlisted'), when(BookingRecord).is('rank', was)),
          ),
          from: remove(LineEntryRecord, keys.lineEntry(sessionId, was)),
          to: put(LineEntryRecord, keys.lineEntry(sessionId, rank), {
            sessionId,
            bookingId,
            rank,
            ends: { with: end },
          }),
          before: before && lineEntryStill(sessionId, before),
        },
        change,
      );
    },
  };
}
