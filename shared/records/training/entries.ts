import { earliestStartOfCurrent } from '#domain/bookings/session.ts';
import { providerName } from '#domain/funding/course-provider.ts';
import { confirmedAddresses } from '#domain/people/addresses.ts';
import { daysAfter } from '#domain/time/instant.ts';
import { startOfLondonDay } from '#domain/time/london.ts';
import { type Days, isWithin, mostEntries } from '#domain/training/cpd-log.ts';
import {
  type EntryRef,
  ofAttendance,
  ofCourse,
  ofOwn,
  type SourceHere,
  type TrainingEntry,
} from '#domain/training/entry.ts';
import type { Hub } from '#hub/hub.ts';
import { CursorNotValidError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { type BookingReads, createBookingReads, type HeldBooking } from '../bookings/booking-reads.ts';
import { SessionView } from '../bookings/views.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { createOwnRequests, type OwnRequest } from '../funding/own-requests.ts';
import { keys } from '../keys.ts';
import type { Account } from '../people/account-reads.ts';
import { createOwnRecords } from './own-records.ts';

/** An entry that was made here, and until when what it is read off is kept (seconds since 1970). */
export interface EntryHere extends TrainingEntry {
  readonly source: SourceHere;
  readonly expiresAt: number;
  readonly sessionId?: string;
}

export interface TrainingEntries {
  /** What they entered themselves, then what they attended, then courses; each newest first. */
  list(account: Account, page: PageRequest, work: Work): Promise<Page<TrainingEntry>>;
  /** Of those made here, one; none where it is not theirs, or is no more. */
  findHere(account: Account, ref: EntryRef, work: Work): Promise<EntryHere | undefined>;
  /** All that were completed on these days, or that they are too many. */
  during(account: Account, days: Days, work: Work): Promise<TrainingEntry[] | 'too-many'>;
}

const wholePage = 100;

/** The parts of the list, and how a cursor names them. */
const parts = ['o', 'a', 'f'] as const;
type Part = (typeof parts)[number];

function partOf(cursor: string | undefined): { readonly part: Part; readonly inner: string | undefined } {
  if (cursor === undefined) return { part: 'o', inner: undefined };
  const part = parts.find((each) => each === cursor[0]);
  if (!part) throw new CursorNotValidError('The cursor is not one of ours');
  return { part, inner: cursor.slice(1) || undefined };
}

/** What was attended: a booking says whether, its session what it was. */
function createAttended(records: RecordsFor<'provide-services'>) {
  const bookings: BookingReads = createBookingReads({ records });

  async function entriesOf(held: readonly HeldBooking[], work: Work): Promise<EntryHere[]> {
    const attended = held.filter(({ attendance }) => attendance === 'attended');
    const sessions = await records.findEach(
      SessionView,
      attended.map(({ sessionId }) => keys.session(sessionId)),
      work,
    );
    return attended.flatMap((booking, index) => {
      const session = sessions[index];
      const entry = session && ofAttendance(booking, session);
      const { expiresAt = 0, sessionId } = booking;
      return entry ? [{ ...entry, source: 'attendance' as const, sessionId, expiresAt }] : [];
    });
  }

  return {
    async list(account: Account, page: PageRequest & Range, work: Work): Promise<Page<EntryHere>> {
      const { items, ...rest } = await bookings.listForPerson(account, page, work);
      return { ...rest, items: await entriesOf(items, work) };
    },
    async find(account: Account, bookingId: string, work: Work): Promise<EntryHere | undefined> {
      const booking = await bookings.find(bookingId, work);
      const isOwn = booking && confirmedAddresses(account).includes(booking.workEmail);
      return isOwn ? (await entriesOf([booking], work))[0] : undefined;
    },
  };
}

/** Courses that were paid for here, and are finished. */
function createFinished(records: RecordsFor<'provide-services'>, hub: Pick<Hub, 'funding'>) {
  const requests = createOwnRequests({ records });
  const entriesOf = (own: readonly OwnRequest[]): EntryHere[] =>
    own.flatMap((request) => {
      const entry = ofCourse(request, (course) => providerName(hub, course));
      return entry ? [{ ...entry, source: 'funded-course' as const, expiresAt: request.expiresAt ?? 0 }] : [];
    });

  return {
    async list(account: Account, page: PageRequest, work: Work): Promise<Page<EntryHere>> {
      const { items, ...rest } = await requests.list(account, page, work);
      return { ...rest, items: entriesOf(items) };
    },
    async find(account: Account, fundingRequestId: string, work: Work): Promise<EntryHere | undefined> {
      const own = await requests.find(account, fundingRequestId, work);
      return own && entriesOf([own])[0];
    },
  };
}

export function createTrainingEntries({
  records,
  clock,
  hub,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: () => Date;
  readonly hub: Pick<Hub, 'funding'>;
}): TrainingEntries {
  const own = createOwnRecords({ records, clock });
  const attended = createAttended(records);
  const finished = createFinished(records, hub);

  const readPart: Readonly<
    Record<Part, (account: Account, page: PageRequest & Range, work: Work) => Promise<Page<TrainingEntry>>>
  > = {
    async o(account, page, work) {
      const { items, ...rest } = await own.list(account, page, work);
      return { ...rest, items: items.map(ofOwn) };
    },
    a: attended.list,
    f: (account, { limit, cursor }, work) => finished.list(account, { limit, cursor }, work),
  };

  /** All of one part, or as many as are one too many. */
  async function allOf(part: Part, account: Account, days: Days, range: Range, work: Work): Promise<TrainingEntry[]> {
    const found: TrainingEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPart[part](account, { ...range, limit: wholePage, cursor }, work);
      found.push(...page.items.filter((entry) => isWithin(days, entry)));
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length <= mostEntries);
    return found;
  }

  return {
    async list(account, { limit, cursor }, work) {
      const { part, inner } = partOf(cursor);
      const items: TrainingEntry[] = [];
      let at: string | undefined = inner;
      for (const each of parts.slice(parts.indexOf(part))) {
        // Whether more follows is known only by reading on.
        if (items.length === limit) return { items, nextCursor: each };
        const page = await readPart[each](account, { limit: limit - items.length, cursor: at }, work);
        items.push(...page.items);
        if (page.nextCursor !== undefined) return { items, nextCursor: `${each}${page.nextCursor}` };
        at = undefined;
      }
      return { items };
    },

    async findHere(account, { source, id }, work) {
      switch (source) {
        case 'attendance':
          return attended.find(account, id, work);
        case 'funded-course':
          return finished.find(account, id, work);
        default:
          return undefined;
      }
    },

    async during(account, days, work) {
      // Bookings are found by when their session began, which may be days before it was over; the day itself decides.
      const range = {
        from: earliestStartOfCurrent(new Date(startOfLondonDay(days.from))),
        to: daysAfter(startOfLondonDay(days.to), 2),
      };
      const found = await Promise.all(parts.map((part) => allOf(part, account, days, part === 'a' ? range : {}, work)));
      const entries = found.flat();
      return entries.length > mostEntries ? 'too-many' : entries;
    },
  };
}
