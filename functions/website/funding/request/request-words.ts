import type * as z from 'zod';
import { type InvoiceStatus, invoiceAfter } from '#domain/funding/invoice.ts';
import type { StatementKind } from '#domain/funding/pot.ts';
import { after, type FundingStatus, fundingTransitions } from '#domain/funding/request.ts';
import { missingStatements } from '#domain/funding/statement.ts';
import type { FundingRequestSeen } from '#functions/funding/requests/schemas.ts';

export type Request = z.output<typeof FundingRequestSeen>;

export const hrefOf = ({ fundingRequestId }: Pick<Request, 'fundingRequestId'>): string =>
  `/funding-requests/${fundingRequestId}`;

interface StatusWords {
  readonly heading: string;
  readonly next: string;
}

const words: Readonly<Record<FundingStatus, StatusWords>> = {
  draft: { heading: 'Your request is not sent yet', next: 'Fill in what is missing, and send it.' },
  'awaiting-statement': {
    heading: 'We wait for a statement of support',
    next: 'Your request goes on to us by itself once it is given.',
  },
  submitted: {
    heading: 'We have your request',
    next: 'We will look at it, and write to you. You need do nothing now.',
  },
  'in-review': { heading: 'We are looking at your request', next: 'We will write to you. You need do nothing now.' },
  'information-requested': {
    heading: 'We have a question for you',
    next: 'We go on with your request once you have answered.',
  },
  approved: {
    heading: 'Your request is approved',
    next: 'Enrol on the course now. When it has started, tell us, and send the invoice.',
  },
  declined: { heading: 'We cannot fund this', next: 'If you think that this is wrong, write to us.' },
  enrolled: { heading: 'You are on the course', next: 'Tell us how it goes, and send the invoice when it is due.' },
  completed: { heading: 'You have finished the course', next: 'Send the invoices that are still to come.' },
  lapsed: { heading: 'This award has ended', next: 'Nothing is kept for it any more. Write to us if that is wrong.' },
  withdrawn: { heading: 'This request is withdrawn', next: 'You can begin another.' },
};

/** How a request stands, and what comes next. */
export const standingInWords = (request: Request): StatusWords =>
  request.status === 'completed' && !canClaim(request)
    ? { ...words.completed, next: 'We have every invoice. You need do nothing more.' }
    : words[request.status];

export const statusInWords = ({ status }: Pick<Request, 'status'>): StatusWords => words[status];

const invoicesInWords: Readonly<Record<InvoiceStatus, string>> = {
  received: 'We have it',
  queried: 'We have a question',
  matched: 'We have checked it',
  approved: 'It will be paid',
  paid: 'Paid',
  'payment-failed': 'The payment did not arrive: we look into it',
  rejected: 'Refused',
  replaced: 'Replaced by another',
};
export const invoiceInWords = (status: InvoiceStatus): string => invoicesInWords[status];

type StatementStatus = Request['statements'][number]['status'];
const statementsInWords: Readonly<Record<StatementStatus, string>> = {
  asked: 'Asked',
  supported: 'Supports it',
  'not-supported': 'Does not support it',
  refused: 'Does not know about it',
  replaced: 'Not asked any more',
};
export const statementInWords = ({ status, ended, emailReturned }: Request['statements'][number]): string => {
  if (status !== 'asked') return statementsInWords[status];
  if (emailReturned) return 'The email came back: ask at another address';
  return ended ? 'Not given in time: ask again, or somebody else' : statementsInWords[status];
};

/** Whether its applicant may change what it asks for. */
export const isOpen = ({ status }: Pick<Request, 'status'>): boolean =>
  status === 'draft' || status === 'information-requested';
/** Whether somebody may still be asked to support it. */
export const takesStatements = ({ status }: Pick<Request, 'status'>): boolean =>
  (fundingTransitions.submit.from as readonly FundingStatus[]).includes(status) || status === 'information-requested';
export const canBeSent = ({ status }: Pick<Request, 'status'>): boolean => status === 'draft';
export const canBeWithdrawn = ({ status, award }: Pick<Request, 'status' | 'award'>): boolean =>
  after('withdraw', status) !== undefined && !award?.stages.some(({ paidPence }) => paidPence > 0);
export const takesDocuments = ({ status }: Pick<Request, 'status'>): boolean =>
  !['declined', 'lapsed', 'withdrawn'].includes(status);

/** The reports that are still to come. */
export const reportsDue = ({ status, progress }: Request) =>
  status === 'approved' || status === 'enrolled' ? progress.filter(({ reportedAt }) => reportedAt === undefined) : [];
/** Those that stand: each claims one stage of the award. */
const standing = ({ invoices }: Pick<Request, 'invoices'>) =>
  invoices.filter(({ status }) => status !== 'rejected' && status !== 'replaced');
/** Whether there is something left to send an invoice for. */
export const canClaim = (request: Request): boolean =>
  (request.status === 'enrolled' || request.status === 'completed') &&
  request.award !== undefined &&
  standing(request).length < request.award.stages.length;
/** Whether another may be sent in its place. */
export const canBeReplaced = ({ status }: Pick<Request['invoices'][number], 'status'>): boolean =>
  invoiceAfter('replace', status) !== undefined;

/** Of whom a statement is needed and not asked for yet, or given. */
export const stillToAsk = (request: Request): StatementKind[] =>
  missingStatements(
    request.statementsNeeded,
    request.statements.map((each) =>
      each.status === 'asked' && !each.ended && !each.emailReturned ? { ...each, status: 'supported' as const } : each,
    ),
  );
