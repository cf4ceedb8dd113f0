import { createHash, createHmac } from 'node:crypto';

/*
 * Whose an item of the Records table is, told from what stands in all of them: by what somebody typed, and by the ids of what is
 * theirs. It knows nothing of keys, edges or the index by subject, so that what is found by those can be held against it.
 */

export type Item = Readonly<Record<string, unknown>>;

/** Somebody, as a test knows them. */
export interface Somebody {
  /** Every address of their mailbox, the plain one first; of several, where they have confirmed that several are theirs. */
  readonly addresses: readonly string[];
  /** The plain address of each further mailbox of theirs. */
  readonly further?: readonly string[];
  /** What was typed by them or of them and can be guessed by nobody: part of their name, their needs, their reasons. */
  readonly words: readonly string[];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of sessions and pots nothing is left out: they are about nobody, and are nobody's by the rules below. Replies are kept for a day under a key that who retries alone has, and hold what they were answered, whoever that names. */
const outOfScope = ['reply'];

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const ofEach = (value: unknown, field: string): unknown[] =>
  list(value).flatMap((each) => (typeof each === 'object' && each !== null ? list((each as Item)[field]) : []));

/** What an item says, as whoever is named there can be looked for in it. */
function saidBy({ looksLike, lines, payeeName, ...item }: Item): string {
  // A learner who is named on an invoice that claims nothing of theirs is nobody whom the hub knows: a name is its namesakes', too,
  // and who types an invoice may type any. Once staff have matched it, it claims from their award.
  return JSON.stringify(item.type === 'invoice' ? item : { ...item, looksLike, lines, payeeName });
}

/** @param subjectsKey - of the index by subject */
export function itemsOf(
  { addresses, words, further = [] }: Somebody,
  all: readonly Item[],
  subjectsKey: Uint8Array,
): readonly Item[] {
  const items = all.filter(({ type }) => !outOfScope.includes(String(type)));
  const [mailbox = ''] = addresses;
  const mailboxes = [mailbox, ...further];
  const values = [
    ...addresses,
    ...words,
    ...mailboxes.map(sha256),
    ...mailboxes.map((each) => createHmac('sha256', subjectsKey).update(each).digest('hex')),
    ...addresses.map(sha256),
  ];
  const ofType = (type: string) => items.filter((item) => item.type === type);
  const idsOf = (type: string, id: string, isTheirs: (item: Item) => boolean) =>
    new Set(
      ofType(type)
        .filter(isTheirs)
        .map((item) => item[id]),
    );
  const isFrom = (field: string) => (item: Item) => addresses.includes(String(item[field]));

  // Whoever is named as a manager has no roots: the booking that names them is its holder's, and what points there says who they are.
  const people = idsOf('person', 'personId', isFrom('workEmail'));
  const bookings = idsOf('booking', 'bookingId', isFrom('workEmail'));
  const included = new Set(
    ofType('person')
      .filter(isFrom('workEmail'))
      .flatMap(({ includes }) => list(includes)),
  );
  const changes = idsOf(
    'email-change',
    'emailChangeId',
    (item) => isFrom('workEmail')(item) || isFrom('newEmail')(item),
  );
  const registrations = idsOf('registration', 'registrationId', isFrom('workEmail'));
  const requests = idsOf('funding-request', 'fundingRequestId', isFrom('workEmail'));
  // An author's, and by the request also its applicant's; the request is not the author's.
  const statements = idsOf(
    'statement',
    'statementId',
    (item) => isFrom('authorEmail')(item) || requests.has(item.fundingRequestId),
  );
  const own = ofType('funding-request').filter(({ fundingRequestId }) => requests.has(fundingRequestId));
  const movements = ofType('ledger-entry').filter(({ fundingRequestId }) => requests.has(fundingRequestId));
  const named = new Set([
    ...own.flatMap(({ award }) => ofEach(ofEach(award, 'stages'), 'invoiceId')),
    ...movements.flatMap(({ invoiceId }) => list(invoiceId)),
  ]);
  const invoices = idsOf(
    'invoice',
    'invoiceId',
    ({ fundingRequestId, invoiceId, claims }) =>
      requests.has(fundingRequestId) ||
      named.has(invoiceId) ||
      ofEach(claims, 'fundingRequestId').some((id) => requests.has(id)),
  );
  // Whoever uploaded them: of a statement, the applicant may have what its author has signed.
  const documents = new Set(
    items
      .filter(
        ({ type, invoiceId, statementId }) =>
          (type === 'invoice' && invoices.has(invoiceId)) || (type === 'statement' && statements.has(statementId)),
      )
      .flatMap(({ documentIds }) => list(documentIds)),
  );
  const roots = [
    ...people,
    ...included,
    ...registrations,
    ...changes,
    ...bookings,
    ...requests,
    ...statements,
    ...invoices,
  ].map(String);

  // By `handedTo` a booking says whose its place became: that is its holder's, and the colleague's own booking says the same.
  return items.filter((item) => {
    const { type, pk } = item;
    // What points a manager to a booking stands beside it, and is about the manager alone.
    if (type === 'subject') return values.some((value) => saidBy(item).includes(value));
    return (
      values.some((value) => saidBy(item).includes(value)) ||
      roots.some((id) => String(pk).split('#').includes(id)) ||
      people.has(item.personId) ||
      (type === 'merge' && people.has(item.otherPersonId)) ||
      bookings.has(item.bookingId) ||
      requests.has(item.fundingRequestId) ||
      statements.has(item.statementId) ||
      documents.has(item.documentId) ||
      // The request that an invoice was sent for is not that of everybody whom it pays.
      (type === 'invoice-numbers' && list(item.invoiceIds).some((id) => invoices.has(id))) ||
      // A movement of money is of the award that it names: one invoice may be paid from several.
      (type !== 'ledger-entry' && invoices.has(item.invoiceId)) ||
      [...ofEach(item.opens, 'id'), ...ofEach(item.about, 'id')].some((id) => roots.includes(String(id)))
    );
  });
}
