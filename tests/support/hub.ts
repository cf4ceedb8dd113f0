import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { createAdminUseCases } from '#functions/bookings/admin-use-cases.ts';
import { createCarryOut } from '#functions/bookings/follow-up.ts';
import { createMyUseCases } from '#functions/bookings/me-use-cases.ts';
import { createBookPlace } from '#functions/bookings/places/book-place.ts';
import type { NewBooking } from '#functions/bookings/places/schemas.ts';
import { createPublicUseCases } from '#functions/bookings/public-use-cases.ts';
import type { NewSession } from '#functions/bookings/sessions/schemas.ts';
import { createTendSessions } from '#functions/bookings/sessions/tend-sessions.ts';
import { wireForFollowUps } from '#functions/bookings/wiring/for-follow-ups.ts';
import { wireForListing } from '#functions/bookings/wiring/for-listing.ts';
import { wireForStaff } from '#functions/bookings/wiring/for-staff.ts';
import { wireForTending } from '#functions/bookings/wiring/for-tending.ts';
import { wireEmails } from '#functions/emails/wiring.ts';
import { createAdminUseCases as createNewsUseCases } from '#functions/news/admin-use-cases.ts';
import { wireForStaff as wireNews } from '#functions/news/wiring.ts';
import { createConsentUseCases } from '#functions/people/consents/use-cases.ts';
import { wireConsents } from '#functions/people/consents/wiring.ts';
import { createMyUseCases as createProfileUseCases } from '#functions/people/me-use-cases.ts';
import { createPublicUseCases as createPeoplePublicUseCases } from '#functions/people/public-use-cases.ts';
import { wireForLearners as wireForAccounts, wireForRegistrants } from '#functions/people/wiring.ts';
import type { Learner, LinkHolder, StaffMember } from '#http/callers.ts';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import type { Unreadable } from '#platform/errors.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import { createIds } from '#platform/ids.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import { type Purpose, purposes } from '#privacy/vocabulary.ts';
import type { AttendeeListEntry } from '#records/bookings/attendee-lists.ts';
import type { FollowUp } from '#records/bookings/follow-ups.ts';
import { createFindRecipient } from '#records/emails/recipients.ts';
import { createReturnedEmails } from '#records/emails/returned-emails.ts';
import type { StoredEmail } from '#records/emails/sending.ts';
import { EmailView } from '#records/emails/views.ts';
import { createAuditTrail } from '#records/engine/audit-trail.ts';
import { createRecords } from '#records/engine/records.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { createNewsRefusal } from '#records/news/refusals.ts';
import { PersonRecord } from '#records/people/items.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { nameMailboxUnder } from '#records/people/unsubscribed.ts';
import { AddressView } from '#records/people/views.ts';
import { actingAs, acts, guarded } from './acting-as.ts';
import { testExports } from './exports.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

export const workOf = (milliseconds = 60_000): Work => ({
  signal: AbortSignal.timeout(milliseconds),
  deadline: performance.now() + milliseconds,
});

const guest = { kind: 'guest' } as const;
export const bookingsStaff: StaffMember = {
  kind: 'staff',
  sub: 'staff-1',
  workEmail: 'bookings@hub.example',
  groups: ['bookings'],
};

/** A clock that stands still until it is moved. */
function createTestClock(start = '2027-01-04T09:00:00.000Z') {
  let now = Date.parse(start);
  return {
    clock: () => new Date(now),
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    moveTo: (instant: string) => {
      now = Date.parse(instant);
    },
  };
}

type SessionInput = z.output<typeof NewSession>;

export const aSession = (
  now: Date,
  changes: Partial<z.output<typeof NewSession>> = {},
): z.output<typeof NewSession> => ({
  title: 'Asthma reviews in primary care',
  description: 'A practical afternoon for nurses who run asthma clinics.',
  format: 'webinar',
  provider: 'Primary Care Respiratory Academy',
  venue: null,
  joinLink: 'https://webinars.example/asthma',
  startsAt: new Date(now.getTime() + 14 * day).toISOString(),
  endsAt: new Date(now.getTime() + 14 * day + 3 * hour).toISOString(),
  capacity: 30,
  bookingOpensAt: null,
  bookingClosesAt: null,
  audience: { roleGroups: [], boroughs: [] },
  cancellationPolicy: undefined,
  hasWaitingList: true,
  minimumNumbers: null,
  sharesAttendees: false,
  ...changes,
});

export const aBooking = (
  sessionId: string,
  workEmail: string,
  changes: Partial<z.output<typeof NewBooking>> = {},
): z.output<typeof NewBooking> => ({
  sessionId,
  person: {
    name: "Siobhán O'Brien",
    workEmail,
    workplace: { odsCode: 'G85001', borough: 'Lambeth' },
    jobRole: 'practice-nurse',
    jobTitle: 'Lead practice nurse',
  },
  ...changes,
});

/** Of users who have no other trait than their address. */
const directory = {
  ensureUser: async (emailAddress: string) => `user of ${emailAddress}`,
  isThere: async () => true,
  removeUser: async () => undefined,
  moveUser: async () => true,
};

/** What KMS derives where functions run. */
const subjectsKey = async () => new Uint8Array(32).fill(1);

/** The stores and use cases of one hub on a real engine, with a clock that tests move. */
export function createTestHub(client: DynamoDBClient, start?: string, hub: Hub = southEastLondon) {
  const time = createTestClock(start);
  const { clock } = time;
  const { retention } = hub;
  const newId = createIds(clock);
  const document = guarded(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }));
  const auditTrail = createAuditTrail({ tableName: 'audit', clock, newId, retention });
  const unreadable: Unreadable[] = [];
  const records = createRecords({
    client: document,
    tableName: 'records',
    besides: { demographics: 'demographics' },
    clock,
    retention,
    purposes: Object.keys(purposes) as Purpose[],
    subjectsKey,
    report: (found) => unreadable.push(found),
    auditTrail,
  });
  const counted: Partial<Record<CountedEvent, number>> = {};
  const open = {
    hub,
    clock,
    newId,
    records,
    log: { event: () => undefined, begin: () => undefined },
    counter: {
      count: (event: CountedEvent, times = 1) => {
        counted[event] = (counted[event] ?? 0) + times;
      },
      flush: () => undefined,
    },
    nameMailbox: nameMailboxUnder(async () => new Uint8Array(32).fill(2)),
  };
  const emailing = wireEmails(open);
  const deps = {
    ...wireForFollowUps(open),
    ...wireForStaff(open, testExports()),
    accounts: createOwnAccount(open),
    upkeep: wireForListing(open).upkeep,
    listingNet: wireForTending(open).listingNet,
    ...emailing,
    returnedEmails: createReturnedEmails(open),
    findNewsRefusal: createNewsRefusal(open),
    findRecipient: createFindRecipient({ ...open, ...emailing.emails }),
  };
  const useCases = {
    ...actingAs('bookings-public', createPublicUseCases(deps)),
    ...actingAs('bookings-me', createMyUseCases(deps)),
    ...actingAs('bookings-admin', createAdminUseCases(deps)),
    ...actingAs('people-public', createPeoplePublicUseCases(wireForRegistrants(open, directory))),
    ...actingAs('people-demographics', createConsentUseCases(wireConsents(open))),
    ...actingAs('news-admin', createNewsUseCases(wireNews(open, 'https://hub.example'))),
    ...actingAs('people-me', createProfileUseCases(wireForAccounts(open, 'https://hub.example'))),
  };
  const carryOut = acts('bookings-follow-up', createCarryOut(deps));
  /** Every email that is owed, whole, in the order in which they became owed: many are due at the same instant. */
  async function owedEmails(): Promise<StoredEmail[]> {
    const owed = await deps.emails.listOwed(8000, workOf());
    const stored = await records.findAll(
      owed.map((email) => [EmailView, keys.email(email)] as const),
      workOf(),
    );
    return stored.flatMap((email) => email ?? []).sort((a, b) => (a.emailId < b.emailId ? -1 : 1));
  }
  const personOf = async (workEmail: string) => {
    const address = await records.find(AddressView, keys.address(workEmail), workOf());
    return address && { personId: address.personId, workEmail };
  };
  const toldOfListing: QueuedMessage[] = [];
  const nothing = { path: undefined, query: undefined, body: undefined };
  const asStaff = () => ({ caller: bookingsStaff, work: workOf(), once: undefined });

  return {
    ...deps,
    records,
    ...useCases,
    /** What an email is delivered with, of one that carries no document. */
    delivering: {
      random: randomBytes,
      from: 'bookings@selwdh.co.uk',
      siteUrl: 'https://www.hub.example',
      apiUrl: 'https://api.hub.example',
      makeAttachments: async () => [],
    },
    owedEmails,
    time,
    counted,
    unreadable,
    document,
    /** What the clock has put in line to be listed anew. */
    toldOfListing,
    /** Published, and ready to be booked. */
    async publishedSession(changes: Partial<SessionInput> = {}): Promise<string> {
      const created = await useCases.createSession({ ...nothing, body: aSession(clock(), changes) }, asStaff());
      const { sessionId } = created.body;
      await useCases.publishSession({ ...nothing, path: { sessionId }, body: {} }, asStaff());
      return sessionId;
    },
    async book(booking: z.output<typeof NewBooking>, once?: { id: string; fingerprint: string }) {
      return useCases.bookPlace({ ...nothing, body: booking }, { caller: guest, work: workOf(), once });
    },
    /** Books, and answers the id of the booking, made now or there already: the reply names none, but the email about it does. */
    async booked(booking: z.output<typeof NewBooking>): Promise<string> {
      let bookingId: string | undefined;
      const bookings: typeof deps.bookings = {
        ...deps.bookings,
        reserve: (wanted, change) => {
          bookingId = wanted.booking.bookingId;
          return deps.bookings.reserve(wanted, change);
        },
        answerOnly: (wanted, change) => {
          bookingId = wanted.facts.holder?.bookingId;
          return deps.bookings.answerOnly(wanted, change);
        },
      };
      const once = undefined;
      await acts('bookings-public', createBookPlace({ ...deps, bookings }))(
        { ...nothing, body: booking },
        { caller: guest, work: workOf(), once },
      );
      if (bookingId === undefined) throw new Error('no booking was made');
      return bookingId;
    },
    /** Those made with this very address, latest session first. */
    async bookingsOf(workEmail: string) {
      const person = await personOf(workEmail);
      return person ? (await deps.bookings.listForPerson(person, { limit: 10 }, workOf())).items : [];
    },
    /** Asks for an account, and answers the link that confirms it. */
    async asksForAccount(person: z.output<typeof NewBooking>['person']) {
      const asked = { caller: guest, work: workOf(), once: undefined };
      await useCases.registerPerson({ ...nothing, body: { person } }, asked);
      const email = (await owedEmails()).findLast(
        ({ kind, to }) => kind === 'confirm-account' && to === person.workEmail,
      );
      const tokenHash = randomBytes(32).toString('hex');
      const registrationId = email?.about.id ?? '';
      const ends = email?.linkExpiresAt ?? 0;
      const opens = { kind: 'registration', id: registrationId } as const;
      await deps.emails.keepManageToken({ opens, tokenHash, endsAt: ends }, workOf());
      return { registrationId, caller: { kind: 'link-holder', tokenHash } as const };
    },
    /** Confirms the account for which somebody asked, and signs in. */
    async confirms({ registrationId, caller }: { registrationId: string; caller: LinkHolder }) {
      const { body } = await useCases.confirmPerson(
        { ...nothing, body: { registrationId } },
        { caller, work: workOf(), once: undefined },
      );
      return { kind: 'learner', sub: `user of ${body.workEmail}`, workEmail: body.workEmail } as const;
    },
    /** The links of the change of address that was asked for last, as its two emails would carry them. */
    async emailChangeLinks(newEmail: string) {
      const owed = await owedEmails();
      const asked = owed.findLast(({ kind, to }) => kind === 'confirm-new-email' && to === newEmail);
      const emailChangeId = asked?.about.id ?? '';
      const linkTo = async (kind: 'new-email' | 'old-email') => {
        const tokenHash = randomBytes(32).toString('hex');
        const opens = { kind, id: emailChangeId };
        await deps.emails.keepManageToken({ opens, tokenHash, endsAt: asked?.linkExpiresAt ?? 0 }, workOf());
        return { kind: 'link-holder', tokenHash } as const;
      };
      return { emailChangeId, toNew: await linkTo('new-email'), toOld: await linkTo('old-email') };
    },
    /** Asks for another address and confirms it with both links. */
    async movesTo(newEmail: string, caller: Learner) {
      await useCases.changeEmail({ ...nothing, body: { newEmail } }, { caller, work: workOf(), once: undefined });
      const { emailChangeId, toNew, toOld } = await this.emailChangeLinks(newEmail);
      for (const link of [toOld, toNew])
        await useCases.confirmEmail(
          { ...nothing, path: { emailChangeId } },
          { caller: link, work: workOf(), once: undefined },
        );
      return { ...caller, workEmail: newEmail };
    },
    /** Whoever has booked with this address, as if they had confirmed an account and signed in. */
    async signedIn(workEmail: string) {
      const person = await personOf(workEmail);
      const account = { sub: workEmail, accountSince: clock().toISOString() };
      await records.updateOne(update(PersonRecord, keys.person(person?.personId ?? ''), { set: account }), workOf());
      return { kind: 'learner', sub: workEmail, workEmail } as const;
    },
    /** A manage token for a booking, as its email would carry it; answers the token's hash. */
    async linkTo(bookingId: string) {
      const tokenHash = randomBytes(32).toString('hex');
      const email = (await owedEmails()).find(({ about }) => about.id === bookingId);
      if (!email) throw new Error('no email is owed about this booking');
      const opens = { kind: 'booking', id: bookingId } as const;
      await deps.emails.keepManageToken({ opens, tokenHash, endsAt: email.linkExpiresAt ?? 0 }, workOf());
      return { kind: 'link-holder', tokenHash } as const;
    },
    async cancel(bookingId: string, caller: { kind: 'link-holder'; tokenHash: string }) {
      const body = { acceptCharge: false };
      return useCases.cancelBooking(
        { ...nothing, path: { bookingId }, body },
        { caller, work: workOf(), once: undefined },
      );
    },
    /** What the table's stream and the clock would bring about. */
    followUp: (followUp: FollowUp) => carryOut(followUp, workOf()),
    /** What the clock puts in line to be done. */
    async tended(): Promise<FollowUp[]> {
      const queued: FollowUp[] = [];
      const tend = acts(
        'bookings-tend',
        createTendSessions({
          ...deps,
          log: open.log,
          counter: open.counter,
          enqueue: async (messages) => {
            queued.push(...messages.map(({ body }) => body as FollowUp));
            return new Set();
          },
          enqueueListingChanges: async (messages) => {
            toldOfListing.push(...messages);
            return new Set();
          },
        }),
      );
      await tend({}, { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never);
      return queued;
    },
    /** How a session's records stand: its places, and its bookings in the order in which they were made. */
    async standing(sessionId: string) {
      const stored = await deps.sessions.find(sessionId, workOf());
      if (!stored) throw new Error('There is no such session');
      const list: AttendeeListEntry[] = [];
      let cursor: string | undefined;
      do {
        const page = await deps.attendees.listForSession(sessionId, { limit: 100, cursor }, workOf());
        list.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return { ...stored, bookings: list };
    },
    asStaff,
    nothing,
  };
}

export type TestHub = ReturnType<typeof createTestHub>;
