import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailSubjects } from '#records/emails/items.ts';
import {
  emailsOwedShards,
  inEmailsGivenUp,
  inEmailsOwed,
  type Key,
  keys,
  type List,
  lists,
  namesOf,
} from '#records/keys.ts';
import { type IndexedList, indexed, type Kind, kinds, linkedKinds } from '#records/kinds.ts';

const one = (kind: Kind, key: Key) => [[kind, key] as const];
const linked = {
  booking: 'bookingLink',
  'group-booking': 'groupBookingLink',
  'funding-request': 'fundingRequestLink',
  statement: 'statementLink',
  registration: 'registrationLink',
  account: 'accountLink',
  'new-email': 'newEmailLink',
  'old-email': 'oldEmailLink',
  news: 'newsLink',
} as const;
const about = {
  booking: 'bookingEmail',
  'group-booking': 'groupBookingEmail',
  session: 'sessionEmail',
  'funding-request': 'fundingRequestEmail',
  statement: 'statementEmail',
  'funding-queues': 'fundingQueuesEmail',
  registration: 'registrationEmail',
  account: 'accountEmail',
  'new-email': 'newEmailEmail',
  'old-email': 'oldEmailEmail',
  news: 'newsEmail',
} as const satisfies Record<(typeof emailSubjects)[number], Kind>;

/** Every key that there can be, by the function that makes it, with the kind whose it is. */
const keysOf = (a: string, b: string): { readonly [Name in keyof typeof keys]: readonly (readonly [Kind, Key])[] } => ({
  session: one('session', keys.session(a)),
  sessionCancellation: one('sessionCancellation', keys.sessionCancellation(a)),
  places: one('places', keys.places(a)),
  notices: one('notices', keys.notices(a)),
  attendee: one('attendee', keys.attendee(a, b)),
  lineEntry: one('lineEntry', keys.lineEntry(a, b)),
  offer: one('offer', keys.offer(a, b)),
  listingWeek: one('listingWeek', keys.listingWeek(a)),
  listing: one('listing', keys.listing()),
  series: one('series', keys.series(a)),
  certificate: one('certificate', keys.certificate(a)),
  booking: one('booking', keys.booking(a)),
  accessNeeds: one('accessNeeds', keys.accessNeeds(a)),
  groupBooking: one('groupBooking', keys.groupBooking(a)),
  groupMember: one('groupMember', keys.groupMember(a, 7)),
  manageToken: linkedKinds.map((kind) => [linked[kind], keys.manageToken(kind, a, b)] as const),
  pot: one('pot', keys.pot(a)),
  potVersion: one('potVersion', keys.potVersion(a, 7)),
  potBalances: one('potBalances', keys.potBalances(a)),
  ledgerEntry: one('ledgerEntry', keys.ledgerEntry(a, '2027-01-01T00:00:00.000Z', b)),
  fundingRequest: one('fundingRequest', keys.fundingRequest(a)),
  fundingHistory: one('fundingHistory', keys.fundingHistory(a, 7)),
  statement: one('statement', keys.statement(a)),
  document: one('document', keys.document(a)),
  invoice: one('invoice', keys.invoice(a)),
  invoiceGuard: [
    ...one('invoiceGuard', keys.invoiceGuard('number', a)),
    ...one('invoiceGuard', keys.invoiceGuard('file', a)),
  ],
  invoiceNumbers: one('invoiceNumbers', keys.invoiceNumbers(a)),
  allowance: one('allowance', keys.allowance(a, b)),
  allowanceOfMailbox: one('allowance', keys.allowanceOfMailbox(a, b)),
  allowanceMember: one('allowanceMember', keys.allowanceMember(a)),
  allowanceGroup: one('allowanceGroup', keys.allowanceGroup(a)),
  digest: one('digest', keys.digest(a)),
  person: one('person', keys.person(a)),
  registration: one('registration', keys.registration(a)),
  emailChange: one('emailChange', keys.emailChange(a)),
  merge: one('merge', keys.merge(a, b)),
  address: one('address', keys.address(a)),
  personOfMailbox: one('address', keys.personOfMailbox(a)),
  linksAsked: one('linksAsked', keys.linksAsked(a, b)),
  managed: linkedKinds.flatMap((kind) => one('managed', keys.managed(a, kind, b))),
  asks: one('asks', keys.asks(a)),
  suppressedAddress: one('suppressedAddress', keys.suppressedAddress(a)),
  staffMember: one('staffMember', keys.staffMember(a)),
  staffAddress: one('staffAddress', keys.staffAddress(a)),
  staffAdmins: one('staffAdmins', keys.staffAdmins()),
  workplaces: one('workplaces', keys.workplaces()),
  workplacePart: one('workplacePart', keys.workplacePart(a, 'open', 0)),
  policyNotices: one('policyNotices', keys.policyNotices()),
  trainingRecord: one('trainingRecord', keys.trainingRecord(a, b)),
  trainingCount: one('trainingCount', keys.trainingCount(a)),
  trainingDispute: one('trainingDispute', keys.trainingDispute(a)),
  trainingDocument: one('trainingDocument', keys.trainingDocument(a)),
  email: emailSubjects.map((kind) => [about[kind], keys.email({ emailId: b, about: { kind, id: a } })] as const),
  choice: [
    ['choice', keys.choice({ personId: a, sort: 'consent', purpose: `other ${b}`, number: 7 })],
    ['needsConsent', keys.choice({ personId: a, sort: 'consent', purpose: 'access-needs', of: b, number: 1 })],
  ],
  demographics: one('demographics', keys.demographics(a)),
  unsubscribed: one('unsubscribed', keys.unsubscribed(a)),
  news: one('news', keys.news(a)),
  websiteSession: one('websiteSession', keys.websiteSession(a)),
  reply: one('reply', keys.reply(a)),
});

/** Every list that there can be, with whose kind its partition is where it is in the table itself. */
const listsOf = (
  a: string,
): { readonly [Name in keyof typeof lists]: readonly (readonly [Kind | undefined, List])[] } => ({
  publishedSessions: [[undefined, lists.publishedSessions]],
  allSessions: [[undefined, lists.allSessions]],
  newsToSend: [[undefined, lists.newsToSend]],
  allNews: [[undefined, lists.allNews]],
  ofSubject: [[undefined, lists.ofSubject(a)]],
  byReference: [[undefined, lists.byReference(a)]],
  bookingsOfSession: [[undefined, lists.bookingsOfSession(a)]],
  bookingsOfPerson: [[undefined, lists.bookingsOfPerson(a)]],
  listingWeeks: [[undefined, lists.listingWeeks]],
  listing: [['listingWeek', lists.listing]],
  attendees: [['attendee', lists.attendees(a)]],
  line: [['lineEntry', lists.line(a)]],
  offersOfSession: [['offer', lists.offersOfSession(a)]],
  linksAskedFor: [['linksAsked', lists.linksAskedFor(a)]],
  allowancesOf: [['allowance', lists.allowancesOf(a)]],
  mergesInto: [['merge', lists.mergesInto(a)]],
  mergesOfOther: [[undefined, lists.mergesOfOther(a)]],
  choicesOf: [['choice', lists.choicesOf(a)]],
  needsConsentsOf: [['needsConsent', lists.needsConsentsOf(a)]],
  choicesAbout: [['choice', lists.choicesAbout(a, { sort: 'objection', purpose: 'report-on-funding' })]],
  newsConsents: [[undefined, lists.newsConsents]],
  linksTo: linkedKinds.map((kind) => [linked[kind], lists.linksTo(kind, a)] as const),
  ledgerOfRequest: [[undefined, lists.ledgerOfRequest(a)]],
  groupMembers: [['groupMember', lists.groupMembers(a)]],
  managedFrom: [['managed', lists.managedFrom(a)]],
  fundingManagedFrom: [['managed', lists.fundingManagedFrom(a)]],
  offersByEnd: [[undefined, lists.offersByEnd]],
  sessionsToTell: [[undefined, lists.sessionsToTell]],
  emailsAbout: emailSubjects.map((kind) => [about[kind], lists.emailsAbout({ kind, id: a })] as const),
  emailsOwed: Array.from({ length: emailsOwedShards }, (_, shard) => [undefined, lists.emailsOwed(shard)] as const),
  emailsGivenUp: [[undefined, lists.emailsGivenUp]],
  staffNow: [[undefined, lists.staffNow]],
  staffLeft: [[undefined, lists.staffLeft]],
  staffBySub: [[undefined, lists.staffBySub(a)]],
  workplaceParts: [['workplacePart', lists.workplaceParts]],
  pots: [[undefined, lists.pots]],
  ledger: [['ledgerEntry', lists.ledger(a)]],
  fundingHistory: [['fundingHistory', lists.fundingHistory(a)]],
  fundingToTend: [[undefined, lists.fundingToTend]],
  accountsToTend: [[undefined, lists.accountsToTend]],
  fundingByStatus: [[undefined, lists.fundingByStatus(a)]],
  documentsUnheardOf: [[undefined, lists.documentsUnheardOf]],
  trainingDocumentsUnheardOf: [[undefined, lists.trainingDocumentsUnheardOf]],
  invoicesByStatus: [[undefined, lists.invoicesByStatus(a)]],
  trainingRecordsOf: [['trainingRecord', lists.trainingRecordsOf(a)]],
  trainingDisputes: [[undefined, lists.trainingDisputes(a, 'attendance')]],
});

/** Whom a policy that names a kind, or a list, lets in: as IAM reads what is written into it. */
const isLetIn = (prefix: string, pk: string) => (prefix.endsWith('#') ? pk.startsWith(prefix) : pk === prefix);
const letIn = (prefixes: Readonly<Record<string, string>>, pk: string) =>
  Object.keys(prefixes).filter((name) => isLetIn(prefixes[name] ?? '', pk));

const prefixesIn = (index: string) =>
  Object.fromEntries(
    Object.entries(indexed)
      .filter(([, list]) => list.index === index)
      .map(([name, { prefix }]) => [name, prefix]),
  );

// What ids never hold, and what has a meaning in keys, in policies or in a query.
const odd = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc
    .array(fc.constantFrom('#', '*', '?', '/', ':', '\n', '..', '{', ...Object.values(kinds)), { maxLength: 5 })
    .map((parts) => parts.join('')),
);

describe('a partition key', () => {
  it('begins as its kind does and as no other, whatever stands in its ids', () => {
    fc.assert(
      fc.property(odd, odd, (a, b) => {
        for (const [name, made] of Object.entries(keysOf(a, b))) {
          for (const [kind, { pk }] of made) expect(letIn(kinds, pk), name).toEqual([kind]);
        }
      }),
    );
  });

  it('of a list in the table is that of its kind', () => {
    fc.assert(
      fc.property(odd, (a) => {
        for (const [name, made] of Object.entries(listsOf(a))) {
          for (const [kind, list] of made) {
            expect(list.index === 'table', name).toBe(kind !== undefined);
            if (kind) expect(letIn(kinds, list.pk), name).toEqual([kind]);
          }
        }
      }),
    );
  });

  it('of a list in an index begins as that list does and as no other in it', () => {
    fc.assert(
      fc.property(odd, (a) => {
        for (const [name, made] of Object.entries(listsOf(a))) {
          // Of references it is the reference, and no list beside it is in that index.
          for (const [, list] of made.filter(([kind, { index }]) => kind === undefined && index !== 'reference')) {
            expect(list.index, name).toBe(indexed[name as IndexedList].index);
            expect(letIn(prefixesIn(list.index), list.pk), name).toEqual([name]);
          }
        }
      }),
    );
  });

  it('of an email that is owed or given up is that of its list', () => {
    const place = {
      dueAt: '2027-01-01T00:00:00.000Z',
      createdAt: '2027-01-01T00:00:00.000Z',
      kind: 'booking-confirmed',
    };
    for (let n = 0; n < 50; n += 1) {
      expect(letIn(prefixesIn('owed'), inEmailsOwed(String(n), place).owedpk)).toEqual(['emailsOwed']);
    }
    expect(letIn(prefixesIn('owed'), inEmailsGivenUp(place).owedpk)).toEqual(['emailsGivenUp']);
  });
});

describe('kinds', () => {
  const all = [...Object.values(kinds), ...Object.values(indexed).map(({ prefix }) => prefix)];

  it('begin each unlike every other, and unlike every list', () => {
    const clashes = all.flatMap((a, i) => all.filter((b, j) => i !== j && b.startsWith(a)).map((b) => `${a} ${b}`));
    expect(clashes).toEqual([]);
  });

  it('hold nothing that a policy would read as anything else', () => {
    for (const prefix of all) expect(prefix).toMatch(/^[A-Z-]+(#([a-z-]+#)?)?$/);
  });

  it('have a key each, and lists an index', () => {
    const made = Object.values(keysOf('1', '2')).flatMap((pairs) => pairs.map(([kind]) => kind));
    expect([...new Set(made)].sort()).toEqual(Object.keys(kinds).sort());
    expect(Object.keys(lists)).toEqual(expect.arrayContaining(Object.keys(indexed)));
  });

  it('are in the index named subject by attributes of its own', () => {
    expect(namesOf({ index: 'subject', pk: '1' })).toEqual({ pk: 'subjectpk', sk: 'subjectsk' });
  });

  it('are in the index named reference by what they say, and by no attribute beside it', () => {
    expect(namesOf(lists.byReference('7K3M9-Q2XDH'))).toEqual({ pk: 'reference', sk: 'sk' });
    expect(Object.values(indexed).map(({ index }) => index)).not.toContain('reference');
  });
});
