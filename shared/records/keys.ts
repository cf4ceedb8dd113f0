import { mailboxOf } from '#domain/people/mailbox.ts';
import { sha256 } from '#platform/ids.ts';

/** Where a record stands in the table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A record's place in an index; spread into the record. */
type Gsi1 = { readonly gsi1pk: string; readonly gsi1sk: string };
type Gsi2 = { readonly gsi2pk: string; readonly gsi2sk: string };
type Owed = { readonly owedpk: string; readonly owedsk: string };

const sessionPartition = (sessionId: string) => `SESSION#${sessionId}`;
const bookingPartition = (bookingId: string) => `BOOKING#${bookingId}`;
const fundingPartition = (fundingRequestId: string) => `FUNDING#${fundingRequestId}`;
const statementPartition = (statementId: string) => `STATEMENT#${statementId}`;
const potPartition = (potId: string) => `POT#${potId}`;

/** What somebody can be sent a link to. */
export const linkedKinds = ['booking', 'funding-request', 'statement'] as const;
export type LinkedKind = (typeof linkedKinds)[number];
const linkedPartition = {
  booking: bookingPartition,
  'funding-request': fundingPartition,
  statement: statementPartition,
} as const satisfies Record<LinkedKind, (id: string) => string>;

// Keys appear where contents do not (metrics, conflict logs), so an address stands in them only as its hash.
const addressPartition = (address: string) => `ADDRESS#${sha256(address)}`;
/** What the audit trail calls an address whose mail comes back. */
export const suppressedAddressSubject = (emailAddress: string): string => addressPartition(emailAddress.toLowerCase());
/** Names a mailbox without holding it: for queues, whose messages people look at. */
export const mailboxId = (emailAddress: string): string => sha256(mailboxOf(emailAddress));
const ofMailbox = (id: string) => `ADDRESS#${id}`;
/** One for all addresses of a mailbox. */
const mailboxPartition = (emailAddress: string) => ofMailbox(mailboxId(emailAddress));

/** Which email, by all that its key is made of: what it is about, and its id. */
export interface EmailRef {
  readonly emailId: string;
  readonly about: { readonly kind: string; readonly id: string };
}

// All emails about one thing share a partition: a stream keeps the order of changes within one, and within no more.
const emailsPartition = ({ kind, id }: EmailRef['about']) => `EMAILS#${kind}#${id}`;
const emailSortKey = 'EMAIL#';

/** The email whose key this is. */
export function emailOf({ pk, sk }: Key): EmailRef {
  const [, kind = '', id = ''] = pk.split('#');
  return { emailId: sk.slice(emailSortKey.length), about: { kind, id } };
}

/**
 * Every key of the Records table; nothing else makes one.
 *
 * | record | pk | sk |
 * |---|---|---|
 * | session | `SESSION#id` | `SESSION` |
 * | its places: the one contested record, kept small | `SESSION#id` | `PLACES` |
 * | what its organiser and attendees have been told by the clock | `SESSION#id` | `NOTICES` |
 * | who holds a booking for it, one for each mailbox | `SESSION#id` | `ATTENDEE#hash of the mailbox` |
 * | who waits for a place, in order | `SESSION#id` | `LINE#rank` |
 * | a place that is offered | `SESSION#id` | `OFFER#bookingId` |
 * | series of sessions | `SERIES#id` | `SERIES` |
 * | certificate | `CERTIFICATE#code` | `CERTIFICATE` |
 * | booking · access needs | `BOOKING#id` | `BOOKING` · `ACCESS-NEEDS` |
 * | hash of a link's token, beside what it opens | `BOOKING#id`, `FUNDING#id`, `STATEMENT#id` | `TOKEN#hash` |
 * | pot · its rules as they were · how its money stands | `POT#id` | `POT` · `VERSION#number` · `BALANCES` |
 * | a movement of its money | `POT#id` | `LEDGER#instant#id` |
 * | funding request · what became of it, by the version that it made | `FUNDING#id` | `REQUEST` · `HISTORY#version` |
 * | statement · document · invoice | `STATEMENT#id` · `DOCUMENT#id` · `INVOICE#id` | `STATEMENT` · `DOCUMENT` · `INVOICE` |
 * | that an invoice of this payee and number, or this file, has come | `INVOICE-GUARD#hash` | `GUARD` |
 * | invoices whose numbers look the same | `INVOICE-NUMBERS#hash` | `NUMBERS` |
 * | what a person was awarded by the pots of a scheme | `ADDRESS#hash of the mailbox` | `ALLOWANCE#scheme` |
 * | that staff had a day's digest | `DIGEST#day` | `DIGEST` |
 * | person | `PERSON#id` | `PERSON` |
 * | whose a mailbox is · what was asked for in its name | `ADDRESS#hash of the mailbox` | `PERSON` · `ASKS` |
 * | that its links are to be sent again · what of funding is managed from it | `ADDRESS#hash of the mailbox` | `LINKS#id` · `MANAGED#kind#id` |
 * | that an address returns mail | `ADDRESS#hash of the address` | `SUPPRESSED` |
 * | email, owed or sent | `EMAILS#kind of what it is about#its id` | `EMAIL#id` |
 * | reply kept for a retry | `REPLY#hash` | `REPLY` |
 */
export const keys = {
  session: (sessionId: string): Key => ({ pk: sessionPartition(sessionId), sk: 'SESSION' }),
  places: (sessionId: string): Key => ({ pk: sessionPartition(sessionId), sk: 'PLACES' }),
  notices: (sessionId: string): Key => ({ pk: sessionPartition(sessionId), sk: 'NOTICES' }),
  // By mailbox, not by person: one round trip tells whether it is there, whether or not anything is known of its owner.
  attendee: (sessionId: string, emailAddress: string): Key => ({
    pk: sessionPartition(sessionId),
    sk: `ATTENDEE#${sha256(mailboxOf(emailAddress))}`,
  }),
  lineEntry: (sessionId: string, rank: string): Key => ({ pk: sessionPartition(sessionId), sk: `LINE#${rank}` }),
  offer: (sessionId: string, bookingId: string): Key => ({
    pk: sessionPartition(sessionId),
    sk: `OFFER#${bookingId}`,
  }),
  series: (seriesId: string): Key => ({ pk: `SERIES#${seriesId}`, sk: 'SERIES' }),
  certificate: (code: string): Key => ({ pk: `CERTIFICATE#${code}`, sk: 'CERTIFICATE' }),
  booking: (bookingId: string): Key => ({ pk: bookingPartition(bookingId), sk: 'BOOKING' }),
  accessNeeds: (bookingId: string): Key => ({ pk: bookingPartition(bookingId), sk: 'ACCESS-NEEDS' }),
  manageToken: (kind: LinkedKind, id: string, tokenHash: string): Key => ({
    pk: linkedPartition[kind](id),
    sk: `TOKEN#${tokenHash}`,
  }),
  pot: (potId: string): Key => ({ pk: potPartition(potId), sk: 'POT' }),
  potVersion: (potId: string, version: number): Key => ({
    pk: potPartition(potId),
    sk: `VERSION#${String(version).padStart(6, '0')}`,
  }),
  potBalances: (potId: string): Key => ({ pk: potPartition(potId), sk: 'BALANCES' }),
  ledgerEntry: (potId: string, at: string, entryId: string): Key => ({
    pk: potPartition(potId),
    sk: `LEDGER#${sortKey(at, entryId)}`,
  }),
  fundingRequest: (fundingRequestId: string): Key => ({ pk: fundingPartition(fundingRequestId), sk: 'REQUEST' }),
  fundingHistory: (fundingRequestId: string, version: number): Key => ({
    pk: fundingPartition(fundingRequestId),
    sk: `HISTORY#${String(version).padStart(6, '0')}`,
  }),
  statement: (statementId: string): Key => ({ pk: statementPartition(statementId), sk: 'STATEMENT' }),
  document: (documentId: string): Key => ({ pk: `DOCUMENT#${documentId}`, sk: 'DOCUMENT' }),
  invoice: (invoiceId: string): Key => ({ pk: `INVOICE#${invoiceId}`, sk: 'INVOICE' }),
  invoiceGuard: (kind: 'number' | 'file', identity: string): Key => ({
    pk: `INVOICE-GUARD#${sha256(`${kind}|${identity}`)}`,
    sk: 'GUARD',
  }),
  invoiceNumbers: (skeleton: string): Key => ({
    pk: `INVOICE-NUMBERS#${sha256(skeleton)}`,
    sk: 'NUMBERS',
  }),
  allowance: (emailAddress: string, scheme: string): Key => ({
    pk: mailboxPartition(emailAddress),
    sk: `ALLOWANCE#${scheme}`,
  }),
  digest: (day: string): Key => ({ pk: `DIGEST#${day}`, sk: 'DIGEST' }),
  person: (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'PERSON' }),
  address: (emailAddress: string): Key => ({ pk: mailboxPartition(emailAddress), sk: 'PERSON' }),
  personOfMailbox: (mailbox: string): Key => ({ pk: ofMailbox(mailbox), sk: 'PERSON' }),
  linksAsked: (mailbox: string, linksAskedId: string): Key => ({ pk: ofMailbox(mailbox), sk: `LINKS#${linksAskedId}` }),
  managed: (emailAddress: string, kind: LinkedKind, id: string): Key => ({
    pk: mailboxPartition(emailAddress),
    sk: `MANAGED#${kind}#${id}`,
  }),
  asks: (emailAddress: string): Key => ({ pk: mailboxPartition(emailAddress), sk: 'ASKS' }),
  // By the very address: who has mail to `name+anything@` come back must not silence `name@`.
  suppressedAddress: (emailAddress: string): Key => ({
    pk: suppressedAddressSubject(emailAddress),
    sk: 'SUPPRESSED',
  }),
  email: ({ about, emailId }: EmailRef): Key => ({ pk: emailsPartition(about), sk: `${emailSortKey}${emailId}` }),
  reply: (onceId: string): Key => ({ pk: `REPLY#${onceId}`, sk: 'REPLY' }),
};

/** A sequence of records with the same partition key: in one of the indexes, or in the table itself. */
export interface List {
  /** `owed` holds keys and `expiresAt` only. */
  readonly index: 'gsi1' | 'gsi2' | 'owed' | 'table';
  readonly pk: string;
  /** What the sort keys of the list's entries begin with, where others share the partition. */
  readonly prefix?: string;
}

/** A record has a place in an index only while it belongs in that list. Lists in the table itself are as the last write left them. */
export const lists = {
  publishedSessions: { index: 'gsi1', pk: 'SESSIONS#PUBLISHED' },
  allSessions: { index: 'gsi2', pk: 'SESSIONS' },
  bookingsOfSession: (sessionId: string) => ({ index: 'gsi1', pk: `${sessionPartition(sessionId)}#BOOKINGS` }) as const,
  bookingsOfPerson: (personId: string) => ({ index: 'gsi2', pk: `PERSON#${personId}#BOOKINGS` }) as const,
  attendees: (sessionId: string) => ({ index: 'table', pk: sessionPartition(sessionId), prefix: 'ATTENDEE#' }) as const,
  line: (sessionId: string) => ({ index: 'table', pk: sessionPartition(sessionId), prefix: 'LINE#' }) as const,
  offersOfSession: (sessionId: string) =>
    ({ index: 'table', pk: sessionPartition(sessionId), prefix: 'OFFER#' }) as const,
  managedFrom: (mailbox: string) => ({ index: 'table', pk: ofMailbox(mailbox), prefix: 'MANAGED#' }) as const,
  offersByEnd: { index: 'gsi1', pk: 'OFFERS' },
  /** By when they changed. */
  sessionsToTell: { index: 'gsi1', pk: 'SESSIONS#TO-TELL' },
  emailsAbout: (about: EmailRef['about']) =>
    ({ index: 'table', pk: emailsPartition(about), prefix: emailSortKey }) as const,
  /** One of so many parts: a whole hub writes to this list, and one partition of an index takes only so much. */
  emailsOwed: (shard: number) => ({ index: 'owed', pk: `EMAILS#OWED#${shard}` }) as const,
  /** By when they were given up. */
  emailsGivenUp: { index: 'owed', pk: 'EMAILS#GIVEN-UP' },
  pots: { index: 'gsi1', pk: 'POTS' },
  ledger: (potId: string) => ({ index: 'table', pk: potPartition(potId), prefix: 'LEDGER#' }) as const,
  fundingHistory: (fundingRequestId: string) =>
    ({ index: 'table', pk: fundingPartition(fundingRequestId), prefix: 'HISTORY#' }) as const,
  /** By when the clock next has something to do with them. */
  fundingToTend: { index: 'gsi1', pk: 'FUNDING#TEND' },
  /** Longest in this status first. */
  fundingByStatus: (status: string) => ({ index: 'gsi2', pk: `FUNDING#STATUS#${status}` }) as const,
  /** Of which nothing was heard yet, by when they are looked at. */
  documentsUnheardOf: { index: 'gsi1', pk: 'DOCUMENTS#PENDING' },
  invoicesByStatus: (status: string) => ({ index: 'gsi1', pk: `INVOICES#STATUS#${status}` }) as const,
} as const;

/** The key attributes by which a list is kept. */
export const namesOf = ({ index }: List): { readonly pk: string; readonly sk: string } =>
  index === 'table' ? { pk: 'pk', sk: 'sk' } : { pk: `${index}pk`, sk: `${index}sk` };

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

export function owedPlaceOf(owedsk: string): OwedPlace {
  const [dueAt = '', createdAt = '', kind = ''] = owedsk.split('#');
  return { dueAt, createdAt, kind };
}

/**
 * Every key of the Audit table. An entry stands in its chain, and in two indexes: what was done to something, in order of time; and
 * what was written on a day, with what a seal needs to know of it and nothing else.
 */
export const auditKeys = {
  chain: (chain: string): string => `CHAIN#${chain}`,
  entry: (chain: string, position: number): Key => ({ pk: auditKeys.chain(chain), sk: padded(position) }),
  ofSubject: (subject: string, at: string, chain: string, position: number): Gsi1 => ({
    gsi1pk: subject,
    gsi1sk: `${at}#${chain}#${position}`,
  }),
  day: (day: string): string => `DAY#${day}`,
  ofDay: (day: string, chain: string, position: number, hash: string): Gsi2 => ({
    gsi2pk: auditKeys.day(day),
    gsi2sk: `${chain}#${padded(position)}#${hash}`,
  }),
  /** What {@link auditKeys.ofDay} says. */
  headIn(sortKey: string): { readonly chain: string; readonly position: number; readonly hash: string } {
    const [chain = '', position = '', hash = ''] = sortKey.split('#');
    return { chain, position: Number(position), hash };
  },
};

const padded = (position: number): string => String(position).padStart(10, '0');
