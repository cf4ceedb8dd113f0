import { createAdminUseCases } from '#functions/bookings/admin-use-cases.ts';
import type { bookings } from '#functions/bookings/contract.ts';
import { createMyUseCases } from '#functions/bookings/me-use-cases.ts';
import { createPublicUseCases } from '#functions/bookings/public-use-cases.ts';
import { createTendSessions } from '#functions/bookings/sessions/tend-sessions.ts';
import { wireForLearners } from '#functions/bookings/wiring/for-learners.ts';
import { wireForListing } from '#functions/bookings/wiring/for-listing.ts';
import { wireForPeople } from '#functions/bookings/wiring/for-people.ts';
import { wireForTending } from '#functions/bookings/wiring/for-tending.ts';
import { createPublicUseCases as createCalendarUseCases } from '#functions/calendar/public-use-cases.ts';
import { wireCalendar } from '#functions/calendar/wiring.ts';
import { adminUseCases as createFundingUseCases } from '#functions/funding/admin-use-cases.ts';
import { createTendRequests } from '#functions/funding/tending/tend-requests.ts';
import { wireForStaff, wireTending as wireFundingTending } from '#functions/funding/wiring.ts';
import { createMyUseCases as createProfileUseCases } from '#functions/people/me-use-cases.ts';
import { wireForLearners as wireForProfiles } from '#functions/people/wiring.ts';
import { createAdminUseCases as createPrivacyUseCases } from '#functions/privacy/admin-use-cases.ts';
import { createMyUseCases as createHoldingsUseCases } from '#functions/privacy/me-use-cases.ts';
import { wireForLearners as wireForHoldings, wireForStaff as wireForRights } from '#functions/privacy/wiring.ts';
import type { Log } from '#platform/logger.ts';
import { ListingRecord } from '#records/bookings/items.ts';
import { update } from '#records/engine/writes.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { keys } from '#records/keys.ts';
import { PersonRecord } from '#records/people/items.ts';
import { AddressView } from '#records/people/views.ts';
import { rowsOf } from './counted-table.ts';
import { benchId } from './fill.ts';
import { askedPot } from './filled-hub.ts';
import { asStaff, type BenchHub } from './hub.ts';
import { filledSession, personOf } from './stored-bookings.ts';
import { workOf } from './work.ts';

/** What is asked of a hub, and how many records it is answered with. */
export interface Operation {
  readonly answers: () => Promise<number>;
  /**
   * Where it finds nothing, so that what it costs is told by what it looked at: records that were read, or of what is packed so many; and
   * the round trips that it takes at most.
   */
  readonly findsNothing?: { readonly roundTrips: number; readonly lookedAt?: number };
  /** Takes so long that it is measured but a few times. */
  readonly isLong?: true;
}

const json = { accepts: 'application/json' } as const;
const csv = { accepts: 'text/csv' } as const;
const empty = { path: undefined, query: undefined, body: undefined };
const guest = () => ({ caller: { kind: 'guest' } as const, work: workOf(), once: undefined });
const staff = () => ({ ...asStaff(), work: workOf(600_000) });

/** As Lambda tells a schedule's function how long it has. */
const scheduled = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 600_000 } as never;

/** Of which a person would have some after years. */
const bookingsOfProbe = 8;
const probe = 'probe@nhs.net';

type Operations = Readonly<Record<string, Operation>>;

/**
 * Until when the listing is said to be kept, so that it is however long the bench takes. And when schedules run: which part of what is far
 * away they look at goes by the time of the day.
 */
const nextMidnight = (hub: BenchHub): Date =>
  new Date(Math.ceil((hub.clock().getTime() + 3 * 3_600_000) / 86_400_000) * 86_400_000);

/** What everybody may ask. */
async function operationsOfPublic(hub: BenchHub, midnight: Date): Promise<Operations> {
  const wired = wireForPeople(hub.open);
  const { listSessions, bookPlace } = createPublicUseCases(wired);
  const { getCalendarFeed } = createCalendarUseCases(wireCalendar(hub.open, 'https://www.hub.example'));
  const search = async (query: Partial<typeof bookings.routes.listSessions.input.query._zod.output>) => {
    const { body } = await listSessions({ ...empty, query: { limit: 20, ...query } }, guest());
    return body.items.length;
  };
  const bookable: string[] = [];
  for (let n = 0; n < 40; n += 1) bookable.push(await hub.publishedSession(1000, 400 + n));
  await wireForListing(hub.open).upkeep.begin(workOf());
  const set = { keptAt: midnight.toISOString() };
  await hub.records.updateOne(update(ListingRecord, keys.listing(), { set }), workOf());
  let [person, lookedAt] = [0, 0];
  await wired.listing.listUpcoming({ limit: 1 }, workOf(), () => {
    lookedAt += 1;
    return false;
  });
  return {
    'list of sessions': { answers: () => search({}) },
    'search that finds much': { answers: () => search({ q: 'session' }) },
    'search that finds nothing': {
      answers: () => search({ q: 'nothing', limit: 1 }),
      findsNothing: { roundTrips: 8, lookedAt },
    },
    book: {
      async answers() {
        person += 1;
        const sessionId = bookable[person % bookable.length] ?? '';
        const body = { sessionId, person: personOf(`scale${person}@nhs.net`) };
        await bookPlace({ ...empty, body }, guest());
        return 1;
      },
    },
    'calendar feed': {
      async answers() {
        const { file } = await getCalendarFeed(empty, { ...guest(), accepts: 'text/calendar' });
        return String(file.content).split('BEGIN:VEVENT').length - 1;
      },
      isLong: true,
    },
  };
}

/** As if they had confirmed an account. */
async function openAccount(hub: BenchHub): Promise<void> {
  const address = await hub.records.find(AddressView, keys.address(probe), workOf());
  const account = { sub: 'probe', accountSince: hub.clock().toISOString() };
  await hub.records.updateOne(update(PersonRecord, keys.person(address?.personId ?? ''), { set: account }), workOf());
}

/** What somebody may ask of what is theirs, and staff of them. */
async function operationsOfPerson(hub: BenchHub): Promise<Operations> {
  const { listMyBookings } = createMyUseCases(wireForLearners(hub.open));
  const { getProfile } = createProfileUseCases(wireForProfiles(hub.open, 'https://www.hub.example'));
  const { subjectOf, trail } = hub;
  const { listMyHoldings } = createHoldingsUseCases(wireForHoldings(hub.open, { subjectOf, trail }));
  const { findPerson } = createPrivacyUseCases(wireForRights(hub.open, { subjectOf, trail }));
  const everythingOf = createEverythingOf(hub);
  for (let n = 0; n < bookingsOfProbe; n += 1) await hub.book(await hub.publishedSession(30, 450 + n), probe);
  await openAccount(hub);
  const signedIn = () => ({ ...guest(), caller: { kind: 'learner', sub: 'probe', workEmail: probe } as const });
  const page = { query: { limit: 20 } };
  return {
    profile: {
      async answers() {
        const { body } = await getProfile(empty, signedIn());
        return body.workEmail === probe ? 1 : 0;
      },
    },
    'bookings of one person': {
      answers: async () => (await listMyBookings({ ...empty, ...page }, signedIn())).body.items.length,
    },
    'everything of one person': { answers: async () => (await everythingOf(probe, workOf())).length },
    'a page of holdings': {
      answers: async () => (await listMyHoldings({ ...empty, ...page }, signedIn())).body.items.length,
    },
    'find by address': {
      async answers() {
        const body = { workEmail: probe, why: 'access', limit: 20 } as const;
        return (await findPerson({ ...empty, body }, staff())).body.items.length;
      },
    },
  };
}

/** What staff ask of one session, and of the queue of requests. */
async function operationsOfStaff(hub: BenchHub, people: number): Promise<Operations> {
  const { listSessionBookings } = createAdminUseCases(hub);
  const { listFundingRequests } = createFundingUseCases(wireForStaff(hub.open, hub.exports));
  const size = { confirmed: people, waiting: 0 };
  // Apart from all that is filled in elsewhere.
  const options = { inDays: 20, firstId: 10_000_000, every5thIs: 'cancelled' } as const;
  const path = { sessionId: await filledSession(hub, size, options) };
  const attendees = async (status: 'cancelled' | 'offered', limit: number) => {
    const reply = await listSessionBookings({ ...empty, path, query: { status, limit } }, { ...staff(), ...json });
    return 'body' in reply && 'items' in reply.body ? reply.body.items.length : 0;
  };
  const requests = async (potId: string, limit: number) => {
    const query = { status: 'declined', potId, limit } as const;
    const reply = await listFundingRequests({ ...empty, query }, { ...staff(), ...json });
    return 'body' in reply && 'items' in reply.body ? reply.body.items.length : 0;
  };
  const spreadsheet = async (status: 'in-review' | 'declined') => {
    const reply = await listFundingRequests({ ...empty, query: { status, limit: 20 } }, { ...staff(), ...csv });
    return rowsOf(reply);
  };
  return {
    'bookings by status': { answers: () => attendees('cancelled', 20) },
    'bookings by a status that none has': { answers: () => attendees('offered', 20), findsNothing: { roundTrips: 6 } },
    'requests by status and pot': { answers: () => requests(askedPot, 10) },
    'requests of a pot that has none': { answers: () => requests(benchId(3), 10), findsNothing: { roundTrips: 5 } },
    'spreadsheet of a session': {
      async answers() {
        const reply = await listSessionBookings({ ...empty, path, query: { limit: 20 } }, { ...staff(), ...csv });
        return rowsOf(reply);
      },
      isLong: true,
    },
    'spreadsheet of requests in review': { answers: () => spreadsheet('in-review'), isLong: true },
    'spreadsheet of requests that were declined': { answers: () => spreadsheet('declined'), isLong: true },
  };
}

/** What the clock asks. */
function operationsOfSchedules(hub: BenchHub, midnight: Date): Operations {
  let tended = 0;
  const log: Log = {
    begin: () => undefined,
    event(_name, fields) {
      if ('sessions' in fields) tended = fields.sessions;
    },
  };
  const open = { ...hub.open, clock: () => midnight };
  const tendSessions = createTendSessions({
    ...wireForTending(open),
    log,
    enqueue: async () => new Set(),
    enqueueListingChanges: async () => new Set(),
  });
  const tendRequests = createTendRequests(wireFundingTending(hub.open));
  return {
    'schedule: sessions tended to': {
      async answers() {
        await tendSessions(undefined, scheduled);
        return tended;
      },
    },
    'schedule: requests tended to': {
      async answers() {
        const { requests, changes } = await tendRequests(undefined, scheduled);
        if (changes > 0) throw new Error('What was to stay as it is was changed');
        return requests;
      },
    },
  };
}

/** @param people - who have booked the one session that staff look at */
export async function operationsOf(hub: BenchHub, people: number): Promise<Operations> {
  const midnight = nextMidnight(hub);
  return {
    ...(await operationsOfPublic(hub, midnight)),
    ...(await operationsOfPerson(hub)),
    ...(await operationsOfStaff(hub, people)),
    ...operationsOfSchedules(hub, midnight),
  };
}
