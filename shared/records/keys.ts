import type { Chosen } from '#domain/people/choices.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { sha256 } from '#platform/ids.ts';
import { type IndexedAs, type IndexedList, indexed, kinds, type LinkedKind } from './kinds.ts';

/** Where a record stands in the table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A record's place in an index; spread into the record. */
export type Gsi1 = { readonly gsi1pk: string; readonly gsi1sk: string };
export type Gsi2 = { readonly gsi2pk: string; readonly gsi2sk: string };
type Owed = { readonly owedpk: string; readonly owedsk: string };

/** Names a mailbox without holding it: for queues, whose messages people look at. One for all of its addresses. */
export const mailboxId = (emailAddress: string): string => sha256(mailboxOf(emailAddress));
// Keys appear where contents do not (metrics, conflict logs), so an address stands in them only as its hash.
/** What the audit trail calls an address whose mail comes back. */
export const suppressedAddressSubject = (emailAddress: string): string =>
  `${kinds.suppressedAddress}${sha256(emailAddress.toLowerCase())}`;

/** Which email, by all that its key is made of: what it is about, and its id. */
export interface EmailRef {
  readonly emailId: string;
  readonly about: { readonly kind: string; readonly id: string };
}

// All emails about one thing share a partition: a stream keeps the order of changes within one, and within no more.
const emailsPartition = ({ kind, id }: EmailRef['about']) => `EMAILS#${kind}#${id}`;
const emailSortKey = 'EMAIL#';

// What is packed in another shape is another listing, so that an older version of this software beside this one has its own.
export const listingShape = 1;
const listingWeeks = `${kinds.listingWeek}${listingShape}`;
const listingWeekSortKey = 'WEEK#';

// As of the listing: what is packed otherwise is another list, in force by itself.
const workplacesShape = 1;
const workplaceParts = `${kinds.workplacePart}${workplacesShape}`;
const workplacePartSortKey = 'PART#';

/** Bookings may see those of access needs, and no others. */
const choicesPartition = (personId: string, { purpose }: Pick<Chosen, 'purpose'>): string =>
  `${purpose === 'access-needs' ? kinds.needsConsent : kinds.choice}${personId}`;

const choicePrefix = ({ sort, purpose, of }: Chosen): string =>
  `CHOICE#${sort}#${purpose}${of === undefined ? '' : `.${of}`}#`;

/** The email whose key this is. */
export function emailOf({ pk, sk }: Key): EmailRef {
  const [, kind = '', id = ''] = pk.split('#');
  return { emailId: sk.slice(emailSortKey.length), about: { kind, id } };
}

/**
 * Every key of the Records table; nothing else makes one. Each kind has partitions of its own, so that one function can be let see
 * access needs and another the booking that they belong to.
 *
 * | record | partition of | sk |
 * |---|---|---|
 * | session · its places: the one contested record, kept small | the session | `SESSION` · `PLACES` |
 * | why staff cancelled it | the session | `CANCELLATION` |
 * | what its organiser and attendees have been told by the clock | the session | `NOTICES` |
 * | who holds a booking for it, one for each mailbox | the session | `ATTENDEE#hash of the mailbox` |
 * | who waits for a place, in order · a place that is offered | the session | `LINE#rank` · `OFFER#bookingId` |
 * | what anybody may see of the sessions of a week · that all of them are there | the listing | `WEEK#week` · `LISTING` |
 * | series of sessions · certificate | itself | `SERIES` · `CERTIFICATE` |
 * | booking · access needs | the booking | `BOOKING` · `ACCESS-NEEDS` |
 * | that somebody booked for colleagues · each of these | the form | `GROUP` · `MEMBER#number` |
 * | hash of a link's token | what it opens | `TOKEN#hash` |
 * | pot · its rules as they were · how its money stands | the pot | `POT` · `VERSION#number` · `BALANCES` |
 * | a movement of its money | the pot | `LEDGER#instant#id` |
 * | funding request · what became of it, by the version that it made | the request | `REQUEST` · `HISTORY#version` |
 * | statement · document · invoice | itself | `STATEMENT` · `DOCUMENT` · `INVOICE` |
 * | that an invoice of this payee and number, or this file, has come | hash of these | `GUARD` |
 * | invoices whose numbers look the same | hash of that look | `NUMBERS` |
 * | what a person was awarded by the pots of a scheme | hash of the mailbox | `ALLOWANCE#scheme` |
 * | with which others a mailbox shares its allowance · which mailboxes share one | hash of the mailbox · the group | `MEMBER` · `GROUP` |
 * | that staff had a day's digest | the day | `DIGEST` |
 * | person · that somebody asked for an account, or to change its address | itself | `PERSON` · `REGISTRATION` · `CHANGE` |
 * | that staff say of another that they are the same | the person who is kept | `MERGE#id` |
 * | whose a mailbox is · what was asked for in its name | hash of the mailbox | `PERSON` · `ASKS` |
 * | that its links are to be sent again · what of funding and of group bookings is managed from it | hash of the mailbox | `LINKS#id` · `MANAGED#kind#id` |
 * | that an address returns mail | hash of the address | `SUPPRESSED` |
 * | member of staff · whose of them an address is · how many admins there are | itself · hash of the mailbox · the hub | `MEMBER` · `MEMBER` · `ADMINS` |
 * | which list of practices is in force · a part of one, packed | the list | `WORKPLACES` · `PART#list#open or closed#number` |
 * | how far people were told of the policy | the hub | `TOLD` |
 * | what a person consented or objected to, each time that they did · of access needs | the person | `CHOICE#consent or objection#purpose#number` |
 * | that a mailbox is sent no news | keyed hash of the mailbox | `UNSUBSCRIBED` |
 * | a letter of news | itself | `NEWS` |
 * | gender, year of birth, ethnicity, disability: in a table of their own | the person | `DEMOGRAPHICS` |
 * | training that somebody entered · how much of it there is | the person | `RECORD#id` · `COUNT` |
 * | evidence of training that somebody entered | itself | `DOCUMENT` |
 * | that an entry made here is said to be wrong | the booking or request that it is read off | `DISPUTE` |
 * | email, owed or sent | what it is about | `EMAIL#id` |
 * | that somebody is signed in on the website, sealed | hash of what their browser knows | `SESSION` |
 * | reply kept for a retry | the request's hash | `REPLY` |
 */
export const keys = {
  session: (sessionId: string): Key => ({ pk: `${kinds.session}${sessionId}`, sk: 'SESSION' }),
  sessionCancellation: (sessionId: string): Key => ({
    pk: `${kinds.sessionCancellation}${sessionId}`,
    sk: 'CANCELLATION',
  }),
  places: (sessionId: string): Key => ({ pk: `${kinds.places}${sessionId}`, sk: 'PLACES' }),
  notices: (sessionId: string): Key => ({ pk: `${kinds.notices}${sessionId}`, sk: 'NOTICES' }),
  // By mailbox, not by person: one round trip tells whether it is there, whether or not anything is known of its owner.
  attendee: (sessionId: string, emailAddress: string): Key => ({
    pk: `${kinds.attendee}${sessionId}`,
    sk: `ATTENDEE#${mailboxId(emailAddress)}`,
  }),
  lineEntry: (sessionId: string, rank: string): Key => ({ pk: `${kinds.lineEntry}${sessionId}`, sk: `LINE#${rank}` }),
  offer: (sessionId: string, bookingId: string): Key => ({
    pk: `${kinds.offer}${sessionId}`,
    sk: `OFFER#${bookingId}`,
  }),
  listingWeek: (week: string): Key => ({ pk: listingWeeks, sk: `${listingWeekSortKey}${week}` }),
  listing: (): Key => ({ pk: `${kinds.listing}all`, sk: 'LISTING' }),
  series: (seriesId: string): Key => ({ pk: `${kinds.series}${seriesId}`, sk: 'SERIES' }),
  certificate: (code: string): Key => ({ pk: `${kinds.certificate}${code}`, sk: 'CERTIFICATE' }),
  booking: (bookingId: string): Key => ({ pk: `${kinds.booking}${bookingId}`, sk: 'BOOKING' }),
  accessNeeds: (bookingId: string): Key => ({ pk: `${kinds.accessNeeds}${bookingId}`, sk: 'ACCESS-NEEDS' }),
  groupBooking: (groupBookingId: string): Key => ({ pk: `${kinds.groupBooking}${groupBookingId}`, sk: 'GROUP' }),
  /** @param number - in the order in which they were given */
  groupMember: (groupBookingId: string, number: number): Key => ({
    pk: `${kinds.groupMember}${groupBookingId}`,
    sk: `MEMBER#${String(number).padStart(2, '0')}`,
  }),
  manageToken: (kind: LinkedKind, id: string, tokenHash: string): Key => ({
    pk: `LINK#${kind}#${id}`,
    sk: `TOKEN#${tokenHash}`,
  }),
  pot: (potId: string): Key => ({ pk: `${kinds.pot}${potId}`, sk: 'POT' }),
  potVersion: (potId: string, version: number): Key => ({
    pk: `${kinds.potVersion}${potId}`,
    sk: `VERSION#${String(version).padStart(6, '0')}`,
  }),
  potBalances: (potId: string): Key => ({ pk: `${kinds.potBalances}${potId}`, sk: 'BALANCES' }),
  ledgerEntry: (potId: string, at: string, entryId: string): Key => ({
    pk: `${kinds.ledgerEntry}${potId}`,
    sk: `LEDGER#${sortKey(at, entryId)}`,
  }),
  fundingRequest: (fundingRequestId: string): Key => ({
    pk: `${kinds.fundingRequest}${fundingRequestId}`,
    sk: 'REQUEST',
  }),
  fundingHistory: (fundingRequestId: string, version: number): Key => ({
    pk: `${kinds.fundingHistory}${fundingRequestId}`,
    sk: `HISTORY#${String(version).padStart(6, '0')}`,
  }),
  statement: (statementId: string): Key => ({ pk: `${kinds.statement}${statementId}`, sk: 'STATEMENT' }),
  document: (documentId: string): Key => ({ pk: `${kinds.document}${documentId}`, sk: 'DOCUMENT' }),
  invoice: (invoiceId: string): Key => ({ pk: `${kinds.invoice}${invoiceId}`, sk: 'INVOICE' }),
  invoiceGuard: (kind: 'number' | 'file', identity: string): Key => ({
    pk: `${kinds.invoiceGuard}${sha256(`${kind}|${identity}`)}`,
    sk: 'GUARD',
  }),
  invoiceNumbers: (skeleton: string): Key => ({
    pk: `${kinds.invoiceNumbers}${sha256(skeleton)}`,
    sk: 'NUMBERS',
  }),
  allowance: (emailAddress: string, scheme: string): Key => keys.allowanceOfMailbox(mailboxId(emailAddress), scheme),
  allowanceOfMailbox: (mailbox: string, scheme: string): Key => ({
    pk: `${kinds.allowance}${mailbox}`,
    sk: `ALLOWANCE#${scheme}`,
  }),
  allowanceMember: (mailbox: string): Key => ({ pk: `${kinds.allowanceMember}${mailbox}`, sk: 'MEMBER' }),
  allowanceGroup: (groupId: string): Key => ({ pk: `${kinds.allowanceGroup}${groupId}`, sk: 'GROUP' }),
  digest: (day: string): Key => ({ pk: `${kinds.digest}${day}`, sk: 'DIGEST' }),
  person: (personId: string): Key => ({ pk: `${kinds.person}${personId}`, sk: 'PERSON' }),
  address: (emailAddress: string): Key => keys.personOfMailbox(mailboxId(emailAddress)),
  personOfMailbox: (mailbox: string): Key => ({ pk: `${kinds.address}${mailbox}`, sk: 'PERSON' }),
  merge: (personId: string, mergeId: string): Key => ({ pk: `${kinds.merge}${personId}`, sk: `MERGE#${mergeId}` }),
  registration: (registrationId: string): Key => ({ pk: `${kinds.registration}${registrationId}`, sk: 'REGISTRATION' }),
  emailChange: (emailChangeId: string): Key => ({ pk: `${kinds.emailChange}${emailChangeId}`, sk: 'CHANGE' }),
  linksAsked: (mailbox: string, linksAskedId: string): Key => ({
    pk: `${kinds.linksAsked}${mailbox}`,
    sk: `LINKS#${linksAskedId}`,
  }),
  managed: (emailAddress: string, kind: LinkedKind, id: string): Key => ({
    pk: `${kinds.managed}${mailboxId(emailAddress)}`,
    sk: `MANAGED#${kind}#${id}`,
  }),
  asks: (emailAddress: string): Key => ({ pk: `${kinds.asks}${mailboxId(emailAddress)}`, sk: 'ASKS' }),
  // By the very address: who has mail to `name+anything@` come back must not silence `name@`.
  suppressedAddress: (emailAddress: string): Key => ({
    pk: suppressedAddressSubject(emailAddress),
    sk: 'SUPPRESSED',
  }),
  staffMember: (staffMemberId: string): Key => ({ pk: `${kinds.staffMember}${staffMemberId}`, sk: 'MEMBER' }),
  staffAddress: (emailAddress: string): Key => ({
    pk: `${kinds.staffAddress}${mailboxId(emailAddress)}`,
    sk: 'MEMBER',
  }),
  staffAdmins: (): Key => ({ pk: `${kinds.staffAdmins}all`, sk: 'ADMINS' }),
  workplaces: (): Key => ({ pk: `${kinds.workplaces}${workplacesShape}`, sk: 'WORKPLACES' }),
  workplacePart: (listId: string, part: 'open' | 'closed', number: number): Key => ({
    pk: workplaceParts,
    sk: `${workplacePartSortKey}${listId}#${part}#${String(number).padStart(2, '0')}`,
  }),
  policyNotices: (): Key => ({ pk: `${kinds.policyNotices}all`, sk: 'TOLD' }),
  choice: ({ personId, number, ...chosen }: Chosen & { readonly personId: string; readonly number: number }): Key => ({
    pk: choicesPartition(personId, chosen),
    sk: `${choicePrefix(chosen)}${String(number).padStart(6, '0')}`,
  }),
  /** @param name - of a mailbox, under a key: it outlives whatever else is known of its owner */
  unsubscribed: (name: string): Key => ({ pk: `${kinds.unsubscribed}${name}`, sk: 'UNSUBSCRIBED' }),
  news: (newsId: string): Key => ({ pk: `${kinds.news}${newsId}`, sk: 'NEWS' }),
  demographics: (personId: string): Key => ({ pk: `${kinds.demographics}${personId}`, sk: 'DEMOGRAPHICS' }),
  trainingRecord: (personId: string, trainingRecordId: string): Key => ({
    pk: `${kinds.trainingRecord}${personId}`,
    sk: `RECORD#${trainingRecordId}`,
  }),
  trainingCount: (personId: string): Key => ({ pk: `${kinds.trainingCount}${personId}`, sk: 'COUNT' }),
  trainingDispute: (disputeId: string): Key => ({ pk: `${kinds.trainingDispute}${disputeId}`, sk: 'DISPUTE' }),
  trainingDocument: (documentId: string): Key => ({ pk: `${kinds.trainingDocument}${documentId}`, sk: 'DOCUMENT' }),
  email: ({ about, emailId }: EmailRef): Key => ({ pk: emailsPartition(about), sk: `${emailSortKey}${emailId}` }),
  /** @param idHash - of what the browser alone knows: whoever reads the table can open nothing by it */
  websiteSession: (idHash: string): Key => ({ pk: `${kinds.websiteSession}${idHash}`, sk: 'SESSION' }),
  reply: (onceId: string): Key => ({ pk: `${kinds.reply}${onceId}`, sk: 'REPLY' }),
};

/** A sequence of records with the same partition key: in one of the indexes, or in the table itself. */
export interface List {
  /** `owed`, `subject` and `reference` hold keys and `expiresAt` only. */
  readonly index: IndexedAs['index'] | 'reference' | 'table';
  readonly pk: string;
  /** What the sort keys of the list's entries begin with. */
  readonly prefix?: string;
  /** Where a list in the table may be as it was a moment ago, as those in an index are. */
  readonly isBehind?: true;
}

const inIndex = <N extends IndexedList>(name: N, of = '') =>
  ({ index: indexed[name].index, pk: `${indexed[name].prefix}${of}` }) as {
    readonly index: (typeof indexed)[N]['index'];
    readonly pk: string;
  };

/** A record has a place in an index only while it belongs in that list. Lists in the table itself are as the last write left them. */
export const lists = {
  publishedSessions: inIndex('publishedSessions'),
  allSessions: inIndex('allSessions'),
  /** Everything that the index by subject has of somebody. */
  ofSubject: (subject: string) => inIndex('ofSubject', subject),
  /** Whatever has this reference: a record is in it by that field, and by no place that is given to it. */
  byReference: (reference: string) => ({ index: 'reference', pk: reference }) as const,
  bookingsOfSession: (sessionId: string) => inIndex('bookingsOfSession', sessionId),
  bookingsOfPerson: (personId: string) => inIndex('bookingsOfPerson', personId),
  attendees: (sessionId: string) =>
    ({ index: 'table', pk: `${kinds.attendee}${sessionId}`, prefix: 'ATTENDEE#' }) as const,
  line: (sessionId: string) => ({ index: 'table', pk: `${kinds.lineEntry}${sessionId}`, prefix: 'LINE#' }) as const,
  offersOfSession: (sessionId: string) =>
    ({ index: 'table', pk: `${kinds.offer}${sessionId}`, prefix: 'OFFER#' }) as const,
  /** In the order in which they were given. */
  groupMembers: (groupBookingId: string) =>
    ({ index: 'table', pk: `${kinds.groupMember}${groupBookingId}`, prefix: 'MEMBER#' }) as const,
  managedFrom: (mailbox: string) => ({ index: 'table', pk: `${kinds.managed}${mailbox}`, prefix: 'MANAGED#' }) as const,
  fundingManagedFrom: (mailbox: string) =>
    ({ index: 'table', pk: `${kinds.managed}${mailbox}`, prefix: 'MANAGED#funding-request#' }) as const,
  linksAskedFor: (mailbox: string) =>
    ({ index: 'table', pk: `${kinds.linksAsked}${mailbox}`, prefix: 'LINKS#' }) as const,
  allowancesOf: (mailbox: string) =>
    ({ index: 'table', pk: `${kinds.allowance}${mailbox}`, prefix: 'ALLOWANCE#' }) as const,
  /** Into whom a person was merged, or is to be. */
  mergesOfOther: (personId: string) => inIndex('mergesOfOther', personId),
  /** What was merged into a person, or is to be. */
  mergesInto: (personId: string) => ({ index: 'table', pk: `${kinds.merge}${personId}`, prefix: 'MERGE#' }) as const,
  /** The tokens of all links to one thing. */
  linksTo: (kind: LinkedKind, id: string) => ({ index: 'table', pk: `LINK#${kind}#${id}`, prefix: 'TOKEN#' }) as const,
  offersByEnd: inIndex('offersByEnd'),
  /** By when they changed. */
  sessionsToTell: inIndex('sessionsToTell'),
  emailsAbout: (about: EmailRef['about']) =>
    ({ index: 'table', pk: emailsPartition(about), prefix: emailSortKey }) as const,
  /** One of so many parts: a whole hub writes to this list, and one partition of an index takes only so much. */
  emailsOwed: (shard: number) => inIndex('emailsOwed', String(shard)),
  /** By when they were given up. */
  emailsGivenUp: inIndex('emailsGivenUp'),
  /** Which weeks the listing has, each in which version; what is in it is the records' own. */
  listingWeeks: inIndex('listingWeeks', String(listingShape)),
  /** Read as it was a moment ago, which costs half: who looks at the index besides hears of what came since. */
  listing: { index: 'table', pk: listingWeeks, prefix: listingWeekSortKey, isBehind: true } as const,
  /** All that somebody ever consented or objected to, but for what they told with bookings. */
  choicesOf: (personId: string) => ({ index: 'table', pk: `${kinds.choice}${personId}`, prefix: 'CHOICE#' }) as const,
  /** The consents that access needs were told with. */
  needsConsentsOf: (personId: string) =>
    ({ index: 'table', pk: `${kinds.needsConsent}${personId}`, prefix: 'CHOICE#' }) as const,
  /** The same of one thing, each time. */
  choicesAbout: (personId: string, chosen: Chosen) =>
    ({ index: 'table', pk: choicesPartition(personId, chosen), prefix: choicePrefix(chosen) }) as const,
  /** The consents to news that stand, by their persons. */
  newsConsents: inIndex('newsConsents'),
  /** By when they were released. */
  newsToSend: inIndex('newsToSend'),
  /** By when they were written. */
  allNews: inIndex('allNews'),
  /** By name. */
  staffNow: inIndex('staffNow'),
  /** By when they left. */
  staffLeft: inIndex('staffLeft'),
  staffBySub: (sub: string) => inIndex('staffBySub', sub),
  /** Of every list of practices, those among them that never came into force. */
  workplaceParts: { index: 'table', pk: workplaceParts, prefix: workplacePartSortKey } as const,
  /** In the order in which they were entered. */
  trainingRecordsOf: (personId: string) =>
    ({ index: 'table', pk: `${kinds.trainingRecord}${personId}`, prefix: 'RECORD#' }) as const,
  /** By when they were raised, or settled. */
  trainingDisputes: (status: string, source: string) => inIndex('trainingDisputes', `${status}#${source}`),
  pots: inIndex('pots'),
  ledger: (potId: string) => ({ index: 'table', pk: `${kinds.ledgerEntry}${potId}`, prefix: 'LEDGER#' }) as const,
  /** Entries of a pot's ledger that are about one request. */
  ledgerOfRequest: (fundingRequestId: string) => inIndex('ledgerOfRequest', fundingRequestId),
  fundingHistory: (fundingRequestId: string) =>
    ({ index: 'table', pk: `${kinds.fundingHistory}${fundingRequestId}`, prefix: 'HISTORY#' }) as const,
  /** By when the clock next has something to do with them. */
  fundingToTend: inIndex('fundingToTend'),
  /** By when the clock looks at them next, which using an account does not move. */
  accountsToTend: inIndex('accountsToTend'),
  /** Longest in this status first. */
  fundingByStatus: (status: string) => inIndex('fundingByStatus', status),
  /** Of which nothing was heard yet, by when they are looked at. */
  documentsUnheardOf: inIndex('documentsUnheardOf'),
  /** The same of those that are evidence of training. */
  trainingDocumentsUnheardOf: inIndex('trainingDocumentsUnheardOf'),
  invoicesByStatus: (status: string) => inIndex('invoicesByStatus', status),
} as const;

/** The key attributes by which a list is kept. */
export function namesOf({ index }: List): { readonly pk: string; readonly sk: string } {
  if (index === 'table') return { pk: 'pk', sk: 'sk' };
  // Without a sort key of its own: its entries stand in no order, and are told apart by the record's.
  return index === 'reference' ? { pk: 'reference', sk: 'sk' } : { pk: `${index}pk`, sk: `${index}sk` };
}

/** Sort keys are an instant and an id: in order of time, and no two alike. */
export const sortKey = (instant: string, id: string): string => `${instant}#${id}`;

export const inGsi1 = ({ pk }: List & { index: 'gsi1' }, sk: string): Gsi1 => ({ gsi1pk: pk, gsi1sk: sk });
export const inGsi2 = ({ pk }: List & { index: 'gsi2' }, sk: string): Gsi2 => ({ gsi2pk: pk, gsi2sk: sk });

export const emailsOwedShards = 8;

/** What the index tells of an email that is owed, since it holds nothing but keys. */
export interface OwedPlace {
  /** When the net for emails that were lost on their way takes it up. */
  readonly dueAt: string;
  readonly createdAt: string;
  readonly kind: string;
}

/** An email's place in the list of those owed. */
export const inEmailsOwed = (emailId: string, { dueAt, createdAt, kind }: OwedPlace): Owed => ({
  owedpk: lists.emailsOwed(Number.parseInt(sha256(emailId).slice(0, 4), 16) % emailsOwedShards).pk,
  owedsk: [dueAt, createdAt, kind].join('#'),
});

/** Its place in the list of those given up. @param place - `dueAt` is when it was given up */
export const inEmailsGivenUp = ({ dueAt, createdAt, kind }: OwedPlace): Owed => ({
  owedpk: lists.emailsGivenUp.pk,
  owedsk: [dueAt, createdAt, kind].join('#'),
});

/** A week's place in the list of what the listing has. */
export const inListingWeeks = (week: string, version: number): Owed => ({
  owedpk: lists.listingWeeks.pk,
  owedsk: `${week}#${version}`,
});

/** What {@link inListingWeeks} says. */
export function listingWeekOf(owedsk: string): { readonly week: string; readonly version: number } {
  const [week = '', version = ''] = owedsk.split('#');
  return { week, version: Number(version) };
}

export function owedPlaceOf(owedsk: string): OwedPlace {
  const [dueAt = '', createdAt = '', kind = ''] = owedsk.split('#');
  return { dueAt, createdAt, kind };
}
