import type { Hub } from '#hub/hub.ts';
import type { DataClass } from './inventory.ts';
import type { Store } from './store.ts';
import { exportOldVersionDays } from './store-days.ts';
import { byItself, inDocuments, storesOnTheWay } from './stores-on-the-way.ts';

/** Longer than any record of a document can be kept, by a year in which it may have lain unpaid. */
export const documentsBackstopDays = ({ retention }: Hub): number =>
  (Math.max(retention.fundingYears, retention.fundingNotAwardedYears) + 2) * 365;

/** For how long nobody can take a seal away. */
export const sealedHeadsDays = ({ retention }: Hub): number => Math.ceil(retention.sealedHeadsYears * 365.25);

const inTheRecords = [
  'account',
  'booking',
  'session-cancellation',
  'access-needs',
  'funding-request',
  'award',
  'funding-statement',
  'invoice',
  'progress',
  'training',
  'links',
  'email',
  'suppressed-address',
  'asks',
  'subject-index',
  'staff',
  'choices',
  'news',
] as const satisfies readonly DataClass[];

const withItsRecord =
  'What ends is deleted by its time to live; what somebody asks to have deleted, by whoever answers them.';
const logDays = { ends: 'after', days: (hub: Hub) => hub.stores.logDays } as const;

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
    kind: 'items',
    named: /^Records$/,
    part: 'WEBSITE-SESSIONS#',
    holds: 'who is signed in on the website, sealed under a key that their browser alone has',
    classes: ['website-session'],
    kept: { ends: 'with-its-record' },
    emptied: 'Whoever signs out deletes theirs; all others end within a day.',
  },
  {
    kind: 'changes',
    named: /^Records$/,
    holds: 'each change of a record, as it was before and after',
    classes: [...inTheRecords, 'reply-to-retry', 'website-session'],
    kept: { ends: 'by-aws', hours: 24, says: 'DynamoDB developer guide, change data capture for DynamoDB Streams' },
    emptied: byItself,
  },
  {
    kind: 'copies',
    named: /^Records$/,
    holds: 'the records as they stood at any second of the days before, for emergencies',
    classes: [...inTheRecords, 'reply-to-retry', 'website-session'],
    kept: { ends: 'after', days: (hub) => hub.stores.emergencyCopyDays },
    emptied: 'Nothing can be taken out of it. What is restored from it ends by the same times to live.',
  },
  {
    kind: 'items',
    named: /^Demographics$/,
    holds: 'what people told of themselves under a consent, which one part of our software can read',
    classes: ['demographics'],
    kept: { ends: 'with-its-record' },
    emptied: 'It is deleted with the consent, and ends with the account by its time to live.',
  },
  {
    kind: 'copies',
    named: /^Demographics$/,
    holds: 'the same as it stood at any second of the days before, for emergencies',
    classes: ['demographics'],
    kept: { ends: 'after', days: (hub) => hub.stores.emergencyCopyDays },
    emptied: 'Nothing can be taken out of it. Of what is restored, nothing is shown for which no consent stands.',
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
    part: 'training-documents/',
    holds: 'evidence of training that people entered, which they alone can open, in every version',
    classes: ['training'],
    // As long as an account is used: nothing else can end it.
    kept: { ends: 'with-its-record' },
    emptied: 'When its record goes, every version of it is deleted.',
  },
  {
    kind: 'objects',
    named: /^Documents$/,
    part: 'exports/',
    holds: 'tables for staff that were too large to be answered: who booked a session, money that moved',
    classes: ['account', 'booking', 'access-needs', 'funding-request', 'award', 'invoice'],
    kept: { ends: 'after', days: (hub) => hub.stores.exportDays, oldVersionDays: exportOldVersionDays },
    emptied: byItself,
  },
  {
    kind: 'objects',
    named: /^AccessLogs$/,
    part: 'documents/',
    holds: 'who sent or opened which document, when, from which IP address and with which browser',
    classes: ['document-access'],
    kept: { ends: 'after', days: (hub) => hub.retention.documentAccessLogDays },
    emptied: byItself,
  },
  {
    kind: 'users',
    named: /^LearnerPool$/,
    holds: 'the work email address of who has an account, and what tells a passkey of theirs',
    classes: ['account', 'passkey'],
    kept: { ends: 'when-emptied' },
    emptied: 'It goes with the record of the account.',
  },
  {
    kind: 'users',
    named: /^StaffPool$/,
    holds: 'the work email addresses and groups of the hub’s staff',
    classes: ['staff'],
    kept: { ends: 'when-emptied' },
    emptied: 'It goes when an admin removes the member of staff.',
  },
  {
    kind: 'sign-ins',
    named: /^StaffPool$/,
    holds: 'when, from where and with what staff signed in, as the sign-in service keeps it: IP address, device, city',
    classes: ['staff-sign-in'],
    // AWS says nowhere when an event of this history ends, nor that it goes with its user.
    kept: { ends: 'when-emptied' },
    emptied: 'Nobody but Amazon Web Services can take anything out of it.',
  },
  {
    kind: 'log',
    named: /^[a-z]+Log$/,
    holds: 'what our software did, with ids of records, and no name, address or free text',
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
    holds: 'addresses that returned an email for good or complained of one, on our email service’s own list',
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
  ...storesOnTheWay,
];
