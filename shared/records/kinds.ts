/** What somebody can be sent a link to. */
export const linkedKinds = [
  'booking',
  // What somebody booked for colleagues: who of them has a place.
  'group-booking',
  'funding-request',
  'statement',
  'registration',
  'account',
  // A change of address has one for each of its two readers.
  'new-email',
  'old-email',
  // Of a person, whose consent to news it ends.
  'news',
] as const;
export type LinkedKind = (typeof linkedKinds)[number];

/**
 * What the partition keys of each kind of record begin with. IAM tells records apart by nothing else: whatever one function may see
 * and another may not is a kind of its own, and no partition holds two of them. Named as the function of {@link keys} that makes the
 * key, but for links and emails, which are told apart by what they open and what they are about.
 */
export const kinds = {
  session: 'SESSION#',
  sessionCancellation: 'SESSION-CANCELLATION#',
  places: 'PLACES#',
  notices: 'NOTICES#',
  attendee: 'ATTENDEES#',
  lineEntry: 'LINE#',
  offer: 'OFFERS#',
  listingWeek: 'LISTING-WEEKS#',
  listing: 'LISTING#',
  series: 'SERIES#',
  certificate: 'CERTIFICATE#',
  booking: 'BOOKING#',
  accessNeeds: 'ACCESS-NEEDS#',
  groupBooking: 'GROUP-BOOKING#',
  groupMember: 'GROUP-MEMBERS#',
  bookingLink: 'LINK#booking#',
  groupBookingLink: 'LINK#group-booking#',
  fundingRequestLink: 'LINK#funding-request#',
  statementLink: 'LINK#statement#',
  registrationLink: 'LINK#registration#',
  accountLink: 'LINK#account#',
  newEmailLink: 'LINK#new-email#',
  oldEmailLink: 'LINK#old-email#',
  newsLink: 'LINK#news#',
  pot: 'POT#',
  potVersion: 'POT-VERSIONS#',
  potBalances: 'POT-BALANCES#',
  ledgerEntry: 'LEDGER#',
  fundingRequest: 'FUNDING#',
  fundingHistory: 'FUNDING-HISTORY#',
  statement: 'STATEMENT#',
  document: 'DOCUMENT#',
  invoice: 'INVOICE#',
  invoiceGuard: 'INVOICE-GUARD#',
  invoiceNumbers: 'INVOICE-NUMBERS#',
  allowance: 'ALLOWANCES#',
  allowanceMember: 'ALLOWANCE-MEMBERS#',
  allowanceGroup: 'ALLOWANCE-GROUPS#',
  digest: 'DIGEST#',
  person: 'PERSON#',
  address: 'ADDRESS#',
  merge: 'MERGES#',
  registration: 'REGISTRATION#',
  emailChange: 'EMAIL-CHANGE#',
  asks: 'ASKS#',
  linksAsked: 'LINKS-ASKED#',
  managed: 'MANAGED#',
  suppressedAddress: 'SUPPRESSED#',
  staffMember: 'STAFF#',
  staffAddress: 'STAFF-ADDRESS#',
  staffAdmins: 'STAFF-ADMINS#',
  workplaces: 'WORKPLACES#',
  workplacePart: 'WORKPLACE-PARTS#',
  policyNotices: 'POLICY-NOTICES#',
  choice: 'CHOICES#',
  needsConsent: 'NEEDS-CONSENTS#',
  demographics: 'DEMOGRAPHICS#',
  unsubscribed: 'UNSUBSCRIBED#',
  news: 'NEWS#',
  trainingRecord: 'TRAINING#',
  trainingCount: 'TRAINING-COUNT#',
  trainingDispute: 'TRAINING-DISPUTE#',
  trainingDocument: 'TRAINING-DOCUMENT#',
  bookingEmail: 'EMAILS#booking#',
  groupBookingEmail: 'EMAILS#group-booking#',
  sessionEmail: 'EMAILS#session#',
  fundingRequestEmail: 'EMAILS#funding-request#',
  statementEmail: 'EMAILS#statement#',
  fundingQueuesEmail: 'EMAILS#funding-queues#',
  registrationEmail: 'EMAILS#registration#',
  accountEmail: 'EMAILS#account#',
  newEmailEmail: 'EMAILS#new-email#',
  oldEmailEmail: 'EMAILS#old-email#',
  newsEmail: 'EMAILS#news#',
  websiteSession: 'WEBSITE-SESSIONS#',
  reply: 'REPLY#',
} as const;
export type Kind = keyof typeof kinds;

/** In which index a list is, and what its partition key there begins with; it is that very key where no `#` ends it. */
export interface IndexedAs {
  readonly index: 'gsi1' | 'gsi2' | 'owed' | 'subject';
  readonly prefix: string;
}

/** The lists that are kept in an index: as kinds are to the table, so are these to its indexes. */
export const indexed = {
  publishedSessions: { index: 'gsi1', prefix: 'SESSIONS-PUBLISHED' },
  sessionsToTell: { index: 'gsi1', prefix: 'SESSIONS-TO-TELL' },
  offersByEnd: { index: 'gsi1', prefix: 'OFFERS-BY-END' },
  bookingsOfSession: { index: 'gsi1', prefix: 'BOOKINGS-OF-SESSION#' },
  pots: { index: 'gsi1', prefix: 'POTS' },
  ledgerOfRequest: { index: 'gsi1', prefix: 'LEDGER-OF-REQUEST#' },
  fundingToTend: { index: 'gsi1', prefix: 'FUNDING-TO-TEND' },
  accountsToTend: { index: 'gsi1', prefix: 'ACCOUNTS-TO-TEND' },
  newsConsents: { index: 'gsi1', prefix: 'NEWS-CONSENTS' },
  newsToSend: { index: 'gsi1', prefix: 'NEWS-TO-SEND' },
  mergesOfOther: { index: 'gsi1', prefix: 'MERGES-OF-OTHER#' },
  documentsUnheardOf: { index: 'gsi1', prefix: 'DOCUMENTS-UNHEARD-OF' },
  trainingDocumentsUnheardOf: { index: 'gsi1', prefix: 'TRAINING-DOCUMENTS-UNHEARD-OF' },
  invoicesByStatus: { index: 'gsi1', prefix: 'INVOICES-BY-STATUS#' },
  staffBySub: { index: 'gsi1', prefix: 'STAFF-BY-SUB#' },
  trainingDisputes: { index: 'gsi1', prefix: 'TRAINING-DISPUTES#' },
  allSessions: { index: 'gsi2', prefix: 'SESSIONS-ALL' },
  bookingsOfPerson: { index: 'gsi2', prefix: 'BOOKINGS-OF-PERSON#' },
  allNews: { index: 'gsi2', prefix: 'NEWS-ALL' },
  staffNow: { index: 'gsi2', prefix: 'STAFF-NOW' },
  staffLeft: { index: 'gsi2', prefix: 'STAFF-LEFT' },
  fundingByStatus: { index: 'gsi2', prefix: 'FUNDING-BY-STATUS#' },
  /** Tells no kinds apart: only who answers people about themselves may read it. */
  ofSubject: { index: 'subject', prefix: 'SUBJECT#' },
  emailsOwed: { index: 'owed', prefix: 'EMAILS-OWED#' },
  emailsGivenUp: { index: 'owed', prefix: 'EMAILS-GIVEN-UP' },
  listingWeeks: { index: 'owed', prefix: 'WEEKS-OF-LISTING#' },
} as const satisfies Readonly<Record<string, IndexedAs>>;
export type IndexedList = keyof typeof indexed;
