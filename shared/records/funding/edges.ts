import { mailboxOf } from '#domain/people/mailbox.ts';
import { DocumentRecord } from '../documents/items.ts';
import { emailsAbout, suppressionOf } from '../emails/edges.ts';
import { at, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import { ManagedRecord, ManageTokenRecord } from '../people/items.ts';
import { guardsOf } from './invoice-guards.ts';
import { numbersKey } from './invoice-numbers.ts';
import {
  AllowanceRecord,
  FundingHistoryRecord,
  FundingRequestRecord,
  InvoiceGuardRecord,
  InvoiceNumbersRecord,
  InvoiceRecord,
  LedgerEntryRecord,
  StatementRecord,
} from './items.ts';

const ofAuthor = ['author'] as const;

export const fundingEdges = [
  edgeFromMailbox(AllowanceRecord, (address) => inList(lists.allowancesOf(mailboxId(mailboxOf(address))))),
  edge(FundingRequestRecord, FundingHistoryRecord, ({ fundingRequestId }) =>
    inList(lists.fundingHistory(fundingRequestId)),
  ),
  edge(FundingRequestRecord, StatementRecord, ({ statements }) =>
    at(...statements.map(({ statementId }) => keys.statement(statementId))),
  ),
  edge(FundingRequestRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  // What was sent for it, and what was sent for others and pays this one's award, too.
  edge(FundingRequestRecord, InvoiceRecord, ({ invoiceIds, award }) =>
    at(...[...invoiceIds, ...(award?.stages ?? []).flatMap(({ invoiceId }) => invoiceId ?? [])].map(keys.invoice)),
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
  edge(StatementRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  edge(StatementRecord, ManageTokenRecord, ({ statementId }) => inList(lists.linksTo('statement', statementId))),
  edge(StatementRecord, ManagedRecord, ({ authorEmail, statementId }) =>
    at(keys.managed(authorEmail, 'statement', statementId)),
  ),
  emailsAbout(StatementRecord, ({ statementId }) => ({ kind: 'statement', id: statementId })),
  suppressionOf(StatementRecord, ({ authorEmail }) => authorEmail, ofAuthor),
  edge(InvoiceRecord, InvoiceGuardRecord, (invoice) => at(...guardsOf(invoice, []))),
  edge(InvoiceRecord, InvoiceNumbersRecord, ({ number }) => at(numbersKey(number))),
  edge(InvoiceRecord, DocumentRecord, ({ documentIds }) => at(...documentIds.map(keys.document))),
  edge(DocumentRecord, InvoiceGuardRecord, ({ purpose, sha256 }) =>
    at(purpose === 'invoice' && sha256 !== undefined ? keys.invoiceGuard('file', sha256) : undefined),
  ),
];
