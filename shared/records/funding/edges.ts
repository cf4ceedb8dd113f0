import { mailboxOf } from '#domain/people/mailbox.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { DocumentRecord } from '../documents/items.ts';
import { addressee, emailsAbout, suppressionOf } from '../emails/edges.ts';
import { EmailRecord } from '../emails/items.ts';
import { at, edge, edgeFromMailbox, edgeVia, inList } from '../engine/edges.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import { ManagedRecord, ManageTokenRecord } from '../people/items.ts';
import { guardsOf } from './invoice-guards.ts';
import { numbersKey } from './invoice-numbers.ts';
import {
  AllowanceGroupRecord,
  AllowanceMemberRecord,
  AllowanceRecord,
  FundingHistoryRecord,
  FundingRequestRecord,
  InvoiceGuardRecord,
  InvoiceNumbersRecord,
  InvoiceRecord,
  LedgerEntryRecord,
  StatementRecord,
} from './items.ts';

const ofAuthor = { roles: ['author'] } as const;

/** Of an invoice that was sent for another's request, too, who is named on it is no more than that. */
const asLearner = {
  as: (
    invoice: { readonly fundingRequestId: string },
    start: { readonly fundingRequestId?: string | undefined },
  ): SubjectRole | undefined => (invoice.fundingRequestId === start.fundingRequestId ? undefined : 'learner'),
};

/** Whether a name stands anywhere in what an email says. */
const says = (facts: unknown, name: string): boolean =>
  typeof facts === 'object' && facts !== null ? Object.values(facts).some((each) => says(each, name)) : facts === name;

/** One that another invoice has taken over, or has taken first, is that one's. */
const itsOwn = {
  only: (guard: { readonly invoiceId: string }, invoice: { readonly invoiceId: string }) =>
    guard.invoiceId === invoice.invoiceId,
};

export const fundingEdges = [
  edgeFromMailbox(AllowanceMemberRecord, (address) => at(keys.allowanceMember(mailboxId(address)))),
  edge(AllowanceMemberRecord, AllowanceGroupRecord, ({ groupId }) => at(keys.allowanceGroup(groupId))),
  edgeFromMailbox(AllowanceRecord, (address) => inList(lists.allowancesOf(mailboxId(mailboxOf(address))))),
  edge(FundingRequestRecord, FundingHistoryRecord, ({ fundingRequestId }) =>
    inList(lists.fundingHistory(fundingRequestId)),
  ),
  edge(FundingRequestRecord, StatementRecord, ({ statements }) =>
    at(...statements.map(({ statementId }) => keys.statement(statementId))),
  ),
  edge(FundingRequestRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  // What was sent for it, and what was sent for others and pays this one's award, too.
  edge(
    FundingRequestRecord,
    InvoiceRecord,
    ({ invoiceIds, award }) =>
      at(...[...invoiceIds, ...(award?.stages ?? []).flatMap(({ invoiceId }) => invoiceId ?? [])].map(keys.invoice)),
    asLearner,
  ),
  edge(FundingRequestRecord, LedgerEntryRecord, ({ fundingRequestId }) =>
    inList(lists.ledgerOfRequest(fundingRequestId)),
  ),
  edge(FundingRequestRecord, ManageTokenRecord, ({ fundingRequestId }) =>
    inList(lists.linksTo('funding-request', fundingRequestId)),
  ),
  emailsAbout(FundingRequestRecord, ({ fundingRequestId }) => ({ kind: 'funding-request', id: fundingRequestId })),
  suppressionOf(FundingRequestRecord, ({ workEmail }) => workEmail),
  // A statement is its author's and the applicant's, and so is what is written about it: each is named there.
  // What its author has signed and the applicant has uploaded stands in it; of what its author uploads, until it is given, only the
  // request knows.
  edge(StatementRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  edgeVia(
    StatementRecord,
    { to: FundingRequestRecord, places: ({ fundingRequestId }) => at(keys.fundingRequest(fundingRequestId)) },
    DocumentRecord,
    ({ documentIds }) => at(...documentIds.map(keys.document)),
    { only: ({ statementId }, start) => statementId === start.statementId },
  ),
  edge(StatementRecord, ManageTokenRecord, ({ statementId }) => inList(lists.linksTo('statement', statementId))),
  edge(StatementRecord, ManagedRecord, ({ authorEmail, statementId }) =>
    at(keys.managed(authorEmail, 'statement', statementId)),
  ),
  emailsAbout(StatementRecord, ({ statementId }) => ({ kind: 'statement', id: statementId })),
  // What its applicant is told of it names its author.
  edge(
    StatementRecord,
    EmailRecord,
    ({ fundingRequestId }) => inList(lists.emailsAbout({ kind: 'funding-request', id: fundingRequestId })),
    { ...addressee, only: ({ facts }, { authorName }) => says(facts, authorName) },
  ),
  // So does what they are sent who were asked instead, whom its author named.
  edgeVia(
    StatementRecord,
    { to: FundingRequestRecord, places: ({ fundingRequestId }) => at(keys.fundingRequest(fundingRequestId)) },
    EmailRecord,
    ({ statements }) =>
      statements.flatMap(({ statementId }) => inList(lists.emailsAbout({ kind: 'statement', id: statementId }))),
    { ...ofAuthor, ...addressee, only: ({ facts }, { authorName }) => facts.namedBy === authorName },
  ),
  suppressionOf(StatementRecord, ({ authorEmail }) => authorEmail, ofAuthor),
  edge(InvoiceRecord, InvoiceGuardRecord, (invoice) => at(...guardsOf(invoice, [])), itsOwn),
  edgeVia(
    InvoiceRecord,
    { to: DocumentRecord, places: ({ documentIds }) => at(...documentIds.map(keys.document)) },
    InvoiceGuardRecord,
    ({ sha256 }) => at(sha256 === undefined ? undefined : keys.invoiceGuard('file', sha256)),
    itsOwn,
  ),
  edge(InvoiceRecord, InvoiceNumbersRecord, ({ number }) => at(numbersKey(number))),
  edge(InvoiceRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  // One that was paid, and failed, claims nothing any more.
  edge(
    LedgerEntryRecord,
    InvoiceRecord,
    ({ invoiceId }) => at(invoiceId === undefined ? undefined : keys.invoice(invoiceId)),
    asLearner,
  ),
];
