import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { type IndexedList, indexed, type Kind, kinds } from '#records/kinds.ts';
import type { HubFunction } from './hub-function.ts';

/** One record or several at once let see the same, so that a store may choose. To look at a condition alone is to see it, too. */
const actionsOf = {
  read: ['GetItem', 'BatchGetItem'],
  query: ['Query'],
  check: ['ConditionCheckItem'],
  put: ['PutItem'],
  update: ['UpdateItem'],
  delete: ['DeleteItem'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type RecordAccess = keyof typeof actionsOf;

const accesses = Object.keys(actionsOf) as RecordAccess[];
const writes: readonly RecordAccess[] = ['put', 'update', 'delete'];

/** What a function may do to each kind of record, and which lists in an index it may read. */
export type RecordsAccess = Readonly<Partial<Record<Kind, readonly RecordAccess[]>>> & {
  readonly lists?: readonly IndexedList[];
};

/** Whose people the index by subject knows: whoever writes one of these makes its entry there. */
const subjectKinds: readonly Kind[] = [
  'booking',
  'fundingRequest',
  'statement',
  'registration',
  'emailChange',
  'staffMember',
  'choice',
  'needsConsent',
];

/** Named by mailboxes under a key, so that whoever writes them, or asks for them in a write, makes that name. It is read by a name that was kept. */
const namedUnderKey: readonly Kind[] = ['unsubscribed'];

const allowKey = <E>(fn: HubFunction<E>, table: Table, writing: boolean): void => {
  const key = table.encryptionKey;
  if (!key) throw new Error('Every table has a key of its own');
  fn.allow(writing ? ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'], [key.keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(table).region}.amazonaws.com` },
  });
};

/**
 * That every partition key of a call, of which a batch has several, begins as one of these does. A call without any key, such as a
 * scan, would meet a condition for all of them.
 */
const onlyKeys = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': {
    'dynamodb:LeadingKeys': prefixes.map((prefix) => (prefix.endsWith('#') ? `${prefix}*` : prefix)),
  },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

/**
 * Lets a function do exactly this to records, kind by kind, and read exactly these lists. IAM holds a whole batch against one
 * statement, so that each action stands in one, with all the kinds that it is allowed for.
 */
export function allowRecords<E>(
  fn: HubFunction<E>,
  { records, subjects }: { readonly records: Table; readonly subjects: Key },
  { lists = [], ...ofKinds }: RecordsAccess,
): void {
  const access = Object.entries(ofKinds) as [Kind, readonly RecordAccess[]][];
  const kindsWith = (wanted: RecordAccess) =>
    access.filter(([, allowed]) => allowed.includes(wanted)).map(([kind]) => kind);
  const statements = Map.groupBy(accesses, (each) => kindsWith(each).join());
  for (const [sameKinds, together] of statements) {
    if (sameKinds === '') continue;
    fn.allow(
      together.flatMap((each) => actionsOf[each].map((action) => `dynamodb:${action}`)),
      [records.tableArn],
      onlyKeys((sameKinds.split(',') as Kind[]).map((kind) => kinds[kind])),
    );
  }
  for (const [index, ofIndex] of Map.groupBy(lists, (name) => indexed[name].index)) {
    const prefixes = ofIndex.map((name) => indexed[name].prefix);
    fn.allow(['dynamodb:Query'], [`${records.tableArn}/index/${index}`], onlyKeys(prefixes));
  }
  allowKey(
    fn,
    records,
    writes.some((each) => kindsWith(each).length > 0),
  );
  const written = writes.flatMap(kindsWith);
  const named = [...written, ...kindsWith('check')].some((kind) => namedUnderKey.includes(kind));
  if (written.some((kind) => subjectKinds.includes(kind)) || named) allowMacs(fn, subjects);
}

/** By which it names mailboxes as the index by subject does. */
const allowMacs = <E>(fn: HubFunction<E>, subjects: Key): void =>
  fn.allow(['kms:GenerateMac'], [subjects.keyArn], { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } });

/** What people are led to from what is theirs: each read by its key, or with others of its partition. */
const kindsOfPeople: readonly Kind[] = [
  ...(['booking', 'accessNeeds', 'attendee', 'certificate', 'lineEntry', 'offer', 'session'] as const),
  ...(['groupBooking', 'groupMember', 'groupBookingLink', 'groupBookingEmail'] as const),
  ...([
    'address',
    'person',
    'registration',
    'emailChange',
    'merge',
    'asks',
    'linksAsked',
    'managed',
    'suppressedAddress',
  ] as const),
  ...(['fundingRequest', 'fundingHistory', 'statement', 'document', 'allowance', 'ledgerEntry'] as const),
  ...(['allowanceMember', 'allowanceGroup', 'choice', 'needsConsent'] as const),
  ...(['invoice', 'invoiceGuard', 'invoiceNumbers', 'staffMember', 'staffAddress'] as const),
  ...(['bookingLink', 'fundingRequestLink', 'statementLink', 'registrationLink', 'accountLink'] as const),
  ...(['newEmailLink', 'oldEmailLink', 'newEmailEmail', 'oldEmailEmail', 'newsLink', 'newsEmail'] as const),
  ...(['bookingEmail', 'sessionEmail', 'fundingRequestEmail', 'statementEmail'] as const),
  ...(['registrationEmail', 'accountEmail'] as const),
  ...(['trainingRecord', 'trainingCount', 'trainingDispute', 'trainingDocument'] as const),
];
const listsOfPeople: readonly IndexedList[] = [
  'ofSubject',
  'bookingsOfPerson',
  'bookingsOfSession',
  'ledgerOfRequest',
  'mergesOfOther',
];

/**
 * Lets a function find everything of somebody, and what was done with it: by the index by subject, which tells no kinds apart, and by
 * the audit trail. Only for what answers people about themselves.
 *
 * @param besides - what it may do to records of some kinds as well
 */
export function allowEverythingOf<E>(
  fn: HubFunction<E>,
  { records, subjects, audit }: { readonly records: Table; readonly subjects: Key; readonly audit: Table },
  besides: RecordsAccess = {},
): void {
  const kindsToo = [...new Set([...kindsOfPeople, ...(Object.keys(besides) as Kind[])])];
  const ofKinds = Object.fromEntries(
    kindsToo.map((kind) => [kind, ['read', 'query', ...(besides[kind] ?? [])] as const]),
  );
  allowRecords(fn, { records, subjects }, { ...ofKinds, lists: listsOfPeople });
  allowMacs(fn, subjects);
  fn.allow(['dynamodb:Query'], [`${audit.tableArn}/index/gsi1`]);
  allowKey(fn, audit, false);
}

/**
 * Lets a function find which record somebody reads the reference of. Only for staff who answer people about themselves: the keys of that
 * index are references and begin with no kind, so that IAM holds them to the form that they have, and to nothing else.
 */
export const allowFindingByReference = <E>(fn: HubFunction<E>, { records }: { readonly records: Table }): void =>
  fn.allow(['dynamodb:Query'], [`${records.tableArn}/index/reference`], onlyKeys(['?????-?????']));

/** Lets a function keep, show and delete what somebody told of themselves. */
export function allowDemographics<E>(fn: HubFunction<E>, demographics: Table): void {
  const does = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);
  fn.allow(does, [demographics.tableArn], onlyKeys([kinds.demographics]));
  allowKey(fn, demographics, true);
}

/** Lets a function add to the audit trail, and neither read nor change what is in it. */
export function allowAuditing<E>(fn: HubFunction<E>, audit: Table): void {
  fn.allow(['dynamodb:PutItem'], [audit.tableArn]);
  allowKey(fn, audit, true);
}

/** Lets a function read what was written to the audit trail on a day: ids of chains and hashes, and nothing of what was done. */
export function allowAuditHeads<E>(fn: HubFunction<E>, audit: Table): void {
  fn.allow(['dynamodb:Query'], [`${audit.tableArn}/index/gsi2`]);
  allowKey(fn, audit, false);
}

/** Lets the reader of a table's stream read what is in it, which is encrypted as the table is. */
export const allowStreamKey = <E>(fn: HubFunction<E>, table: Table): void => allowKey(fn, table, false);
