import type { Hub } from '#hub/hub.ts';
import type { DataClass } from './inventory.ts';
import type { StoreKind } from './store-kinds.ts';

/** How long a store keeps what is in it, at most. */
export type Kept =
  /** Each item or object ends with the record that it is or belongs to, whose class says when; `backstopDays` is for what that misses. */
  | { readonly ends: 'with-its-record'; readonly backstopDays?: (hub: Hub) => number }
  /** So long after it came: the hub's own decision. Of objects with versions, an old one goes `oldVersionDays` after it became one. */
  | { readonly ends: 'after'; readonly days: (hub: Hub) => number; readonly oldVersionDays?: number }
  /** A property of the service, which nobody can set otherwise, or which nobody has. */
  | { readonly ends: 'by-aws'; readonly hours: number; readonly says: string }
  /** Whatever is in it stays until somebody takes it out. */
  | { readonly ends: 'when-emptied' };

/** A place outside the records' fields that holds something of somebody's, or may. */
export interface Store {
  readonly kind: StoreKind;
  /** The ids in the templates, without the hash behind them, of the resources that it is kept in. */
  readonly named: RegExp;
  /** Where a resource holds several: what its keys begin with. */
  readonly part?: string;
  /** In plain English: the record of processing can say it as it stands. */
  readonly holds: string;
  /** Of the data inventory. None where nothing in it is anybody's, or no class says so yet. */
  readonly classes: readonly DataClass[];
  readonly kept: Kept;
  readonly emptied: string;
}

/** Longer than any record of a document can be kept, by a year in which it may have lain unpaid. */
export const documentsBackstopDays = ({ retention }: Hub): number =>
  (Math.max(retention.fundingYears, retention.fundingNotAwardedYears) + 2) * 365;

/** For how long nobody can take a seal away. */
export const sealedHeadsDays = ({ retention }: Hub): number => Math.ceil(retention.sealedHeadsYears * 365.25);

const inTheRecords = [
  'account',
  'booking',
  'access-needs',
  'funding-request',
  'award',
  'funding-statement',
  'invoice',
  'progress',
  'links',
  'email',
  'suppressed-address',
  'asks',
  'subject-index',
] as const satisfies readonly DataClass[];

const inDocuments = ['funding-request', 'funding-statement', 'invoice', 'progress'] as const;

const byItself = 'It ends by itself; nothing is taken out of it before.';
const withItsRecord =
  'What ends is deleted by its time to live; what somebody asks to have deleted, by whoever answers them.';
const queueDays = { ends: 'after', days: (hub: Hub) => hub.stores.queueDays } as const;
const deadLetterDays = { ends: 'after', days: (hub: Hub) => hub.stores.deadLetterDays } as const;
const logDays = { ends: 'after', days: (hub: Hub) => hub.stores.logDays } as const;
const byWhoReads = 'Each message goes when it is carried out, or to the dead letters.';
const byAPerson = 'A person sends them back or deletes them (docs/runbooks/dead-letters.md).';

/** Every store. What the templates hold beside these fails a test, as does another length than stands here. */
export const stores: readonly Store[] = [
  {
    kind: 'items',
    named: /^Records$/,
    holds: 'the records of people, sessions, bookings and funding',
    classes: inTheRecords,
    kept: { ends: 'with-its-record' },
    emptied: withItsRecord,
  },
  {
    kind: 'items',
    named: /^Records$/,
    part: 'REPLY#',
    holds: 'what we answered to a request, in case it is sent twice',
    classes: ['reply-to-retry'],
    kept: { ends: 'with-its-record' },
    emptied: byItself,
  },
  {
    kind: 'changes',
    named: /^Records$/,
    holds: 'each change of a record, as it was before and after',
    classes: [...inTheRecords, 'reply-to-retry'],
    kept: { ends: 'by-aws', hours: 24, says: 'DynamoDB developer guide, change data capture for DynamoDB Streams' },
    emptied: byItself,
  },
  {
    kind: 'copies',
    named: /^Records$/,
    holds: 'the records as they stood at any second of the days before, for emergencies',
    classes: [...inTheRecords, 'reply-to-retry'],
    kept: { ends: 'after', days: (hub) => hub.stores.emergencyCopyDays },
    emptied: 'Nothing can be taken out of it. What is restored from it ends by the same times to live.',
  },
  {
    kind: 'items',
    named: /^Audit$/,
    holds: 'what staff did, with which records, and why',
    classes: ['audit'],
    kept: { ends: 'with-its-record' },
    emptied: 'Nobody can change or delete an entry; each ends by its time to live.',
  },
  {
    kind: 'copies',
    named: /^Audit$/,
    holds: 'the audit trail as it stood at any second of the days before, for emergencies',
    classes: ['audit'],
    kept: { ends: 'after', days: (hub) => hub.stores.emergencyCopyDays },
    emptied: 'Nothing can be taken out of it.',
  },
  {
    kind: 'objects',
    named: /^Seals$/,
    part: 'audit-heads/',
    holds: 'where the chains of the audit trail had come to each day: hashes, and ids of chains',
    classes: [],
    kept: { ends: 'after', days: (hub) => sealedHeadsDays(hub) + 1, oldVersionDays: 1 },
    emptied: 'Nobody can, in production, before its time.',
  },
  {
    kind: 'objects',
    named: /^Documents$/,
    part: 'documents/',
    holds: 'invoices, statements and evidence that people uploaded, in every version',
    classes: inDocuments,
    kept: { ends: 'with-its-record', backstopDays: documentsBackstopDays },
    emptied: 'When its record goes, every version of it is deleted.',
  },
  {
    kind: 'objects',
    named: /^Documents$/,
    part: 'exports/',
    holds: 'tables for staff that were too large to be answered: who booked a session, money that moved',
    classes: ['account', 'booking', 'access-needs', 'funding-request', 'award', 'invoice'],
    kept: { ends: 'after', days: (hub) => hub.stores.exportDays, oldVersionDays: 1 },
    emptied: byItself,
  },
  {
    kind: 'objects',
    named: /^AccessLogs$/,
    part: 'documents/',
    holds: 'who sent or opened which document, when, from which IP address and with which browser',
    classes: ['audit'],
    kept: { ends: 'after', days: (hub) => hub.stores.documentAccessLogDays },
    emptied: byItself,
  },
  {
    kind: 'messages',
    named: /^(Emails|EmailsWithDocuments)$/,
    holds: 'ids of emails that are to be sent, and of what they are about',
    classes: ['email'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^EmailDeadLetters$/,
    holds: 'ids of emails that could not be sent',
    classes: ['email'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^FollowUps$/,
    holds: 'ids of sessions of which something follows; fingerprints of addresses that asked for their links',
    classes: ['asks'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^FollowUpDeadLetters$/,
    holds: 'the same, where it could not be carried out',
    classes: ['asks'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^ListingChanges$/,
    holds: 'weeks of which the public list of sessions is to be renewed',
    classes: [],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^ListingDeadLetters$/,
    holds: 'the same, where it could not be carried out',
    classes: [],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^DocumentRemovals$/,
    holds: 'keys of documents that are to be deleted',
    classes: inDocuments,
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^DocumentDeadLetters$/,
    holds: 'keys of documents that could not be deleted, and of records that could not be read',
    classes: inDocuments,
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^AccountEndings$/,
    holds: 'ids of users whose account has ended, with fingerprints of their addresses',
    classes: ['account'],
    kept: queueDays,
    emptied: byWhoReads,
  },
  {
    kind: 'messages',
    named: /^AccountDeadLetters$/,
    holds: 'the same, where the user could not be deleted',
    classes: ['account'],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'messages',
    named: /^EventDeadLetters$/,
    holds: 'what SES said became of an email, with its address, and other events that could not be dealt with',
    classes: ['email', 'suppressed-address', ...inDocuments],
    kept: deadLetterDays,
    emptied: byAPerson,
  },
  {
    kind: 'notices',
    named: /^StatusTopic$/,
    holds: 'what SES says became of an email, with its address, until the function for it has taken it',
    classes: ['email', 'suppressed-address'],
    kept: {
      ends: 'by-aws',
      hours: 24 * 24,
      says: 'Amazon SNS developer guide, message delivery retries: “over 23 days”',
    },
    emptied: byItself,
  },
  {
    kind: 'notices',
    named: /^Alarms$/,
    holds: 'names of alarms, on their way to the engineer',
    classes: [],
    kept: {
      ends: 'by-aws',
      hours: 7,
      says: 'Amazon SNS developer guide, message delivery retries: by email, “over 6 hours”',
    },
    emptied: byItself,
  },
  {
    kind: 'events',
    named: /./,
    holds: 'keys of documents that GuardDuty has scanned, until the function for them has taken them',
    classes: inDocuments,
    kept: {
      ends: 'by-aws',
      hours: 24,
      says: 'Amazon EventBridge user guide, how EventBridge retries delivering events',
    },
    emptied: byItself,
  },
  {
    kind: 'invocations',
    named: /Function$/,
    holds: 'events that a function has yet to deal with, such as what SES says became of an email',
    classes: ['email', 'suppressed-address', ...inDocuments],
    kept: {
      ends: 'by-aws',
      hours: 6,
      says: 'AWS Lambda developer guide, how Lambda handles errors with asynchronous invocation',
    },
    emptied: byItself,
  },
  {
    kind: 'users',
    named: /^LearnerPool$/,
    holds: 'the work email address of who has an account',
    classes: ['account'],
    kept: { ends: 'when-emptied' },
    emptied: 'The user goes with the account’s record, of which the stream tells.',
  },
  {
    kind: 'users',
    named: /^StaffPool$/,
    holds: 'the work email addresses and groups of the hub’s staff',
    classes: [],
    kept: { ends: 'when-emptied' },
    emptied: 'The user is deleted there, by a person.',
  },
  {
    kind: 'sign-ins',
    named: /^StaffPool$/,
    holds: 'when, from where and with what staff signed in, as threat protection keeps it: IP address, device, city',
    classes: [],
    // AWS says nowhere when an event of this history ends, nor that it goes with its user.
    kept: { ends: 'when-emptied' },
    emptied: 'By AWS alone: nobody can take an event out of it.',
  },
  {
    kind: 'log',
    named: /^[a-z]+Log$/,
    holds: 'what functions did, with ids of records, and no name, address or free text',
    classes: ['booking', 'funding-request', 'email'],
    kept: logDays,
    emptied: byItself,
  },
  {
    kind: 'log',
    named: /^AccessLog$/,
    holds: 'which route was called when, and how it was answered: neither by whom nor with which ids',
    classes: [],
    kept: logDays,
    emptied: byItself,
  },
  {
    kind: 'log',
    named: /^ExecutionLog$/,
    holds: 'where the gateway itself failed: nothing of what people sent',
    classes: [],
    kept: logDays,
    emptied: byItself,
  },
  {
    kind: 'suppressions',
    named: /^(SignIn)?ConfigurationSet$/,
    holds: 'addresses that returned an email for good or complained of one, on SES’s own list',
    classes: ['suppressed-address'],
    kept: { ends: 'when-emptied' },
    emptied: 'Staff take an address off, here and there at once.',
  },
  {
    kind: 'counts',
    named: /^Firewall$/,
    holds: 'how many requests came from an IP address in the last five minutes; no request, and no sample of any',
    classes: [],
    kept: { ends: 'by-aws', hours: 5 / 60, says: 'the window of the firewall’s own rules' },
    emptied: byItself,
  },
];
