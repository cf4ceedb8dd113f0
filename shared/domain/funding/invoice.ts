import * as z from 'zod';
import { documentIds } from '../documents/document.ts';
import { id } from '../ids.ts';
import { pounds, somePence, sumOf } from '../money.ts';
import { count, version } from '../numbers.ts';
import { line, note } from '../text/text.ts';
import { endOf, type FinancialYear, financialYearOfDay } from '../time/financial-year.ts';
import { day, instant } from '../time/instant.ts';
import { dayInWords, londonDay } from '../time/london.ts';
import { type Award, type AwardStage, nextStage } from './award.ts';
import type { FundingStatus } from './request.ts';

export const payeeKinds = ['provider', 'practice', 'learner'] as const;
export type PayeeKind = (typeof payeeKinds)[number];

const payeesInWords: Readonly<Record<PayeeKind, string>> = {
  provider: 'Who gives the course',
  practice: 'My practice, which has paid already',
  learner: 'Me: I have paid already',
};

export const payeeInWords = (payee: PayeeKind): string => payeesInWords[payee];

export const invoiceStatuses = [
  'received',
  'queried',
  'matched',
  'approved',
  'paid',
  'payment-failed',
  'rejected',
  'replaced',
] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** What can happen to an invoice, from which states, and to which it leads. */
export const invoiceTransitions = {
  match: { from: ['received', 'queried'], to: 'matched' },
  query: { from: ['received', 'matched', 'approved', 'payment-failed'], to: 'queried' },
  approve: { from: ['matched'], to: 'approved' },
  pay: { from: ['approved', 'payment-failed'], to: 'paid' },
  'payment-failed': { from: ['paid'], to: 'payment-failed' },
  reject: { from: ['received', 'queried', 'matched', 'approved', 'payment-failed'], to: 'rejected' },
  replace: { from: ['queried', 'rejected'], to: 'replaced' },
} as const satisfies Record<string, { readonly from: readonly InvoiceStatus[]; readonly to: InvoiceStatus }>;
export type InvoiceTransition = keyof typeof invoiceTransitions;

export function invoiceAfter(transition: InvoiceTransition, status: InvoiceStatus): InvoiceStatus | undefined {
  const { from, to } = invoiceTransitions[transition];
  return (from as readonly InvoiceStatus[]).includes(status) ? to : undefined;
}

/** By what people tell invoices apart. */
export interface InvoiceName {
  readonly payeeName: string;
  readonly number: string;
}

/** Two invoices are the same where payee and number are, however they are typed. */
export const invoiceIdentity = ({ payeeName, number }: InvoiceName): string =>
  [payeeName, number]
    .map((text) =>
      text
        .normalize('NFKD')
        .replaceAll(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase(),
    )
    .join('|');

/** What an invoice charges for one learner. */
const invoiceLine = z.object({ learner: line(200), pence: somePence });
export type InvoiceLine = Readonly<z.output<typeof invoiceLine>>;

/** Which stage of which award is paid from, and how much of it. */
const invoiceClaim = z.object({ fundingRequestId: id, potId: id, stage: count, pence: somePence });
export type InvoiceClaim = Readonly<z.output<typeof invoiceClaim>>;

export const invoice = z.object({
  invoiceId: id,
  /** Of the applicant who sent it. */
  fundingRequestId: id,
  status: z.enum(invoiceStatuses),
  version,
  receivedAt: instant,
  /** When it was first sent: of one that takes the place of another, when that was. */
  claimedAt: instant,
  statusSince: instant,
  claims: z.array(invoiceClaim),
  approvedBy: z.string().optional(),
  paidBy: z.string().optional(),
  paidAt: instant.optional(),
  replacedBy: id.optional(),
  /** Invoices that it looks like, of which staff say that they are others. */
  differsFrom: z.array(id).optional(),
  documentIds,
  /** As it was sent: invoices for which a person could take it. */
  looksLike: z.array(z.object({ invoiceId: id, number: line(60), payeeName: line(200) })).optional(),
  number: line(60),
  issuedOn: day,
  payeeKind: z.enum(payeeKinds),
  payeeName: line(200),
  totalPence: somePence,
  lines: z.array(invoiceLine),
  question: note(2000).optional(),
  because: note(2000).optional(),
});
export type Invoice = z.output<typeof invoice>;

/** What an invoice is held against: an award, as it stands. */
export interface Claimable {
  readonly status: FundingStatus;
  readonly name: string;
  readonly financialYear: FinancialYear;
  readonly stages: readonly AwardStage[];
}

export const mismatchNames = ['total', 'learner', 'amount', 'stage', 'year', 'award', 'date', 'look-alike'] as const;
export interface Mismatch {
  readonly what: (typeof mismatchNames)[number];
  readonly detail: string;
  /** The invoice that it looks like. */
  readonly invoiceId?: string;
}

const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

export const linesOfLearner = (lines: readonly InvoiceLine[], name: string): InvoiceLine[] =>
  lines.filter(({ learner }) => plainName(learner) === plainName(name));

/**
 * Whether an invoice that came before an award ended names its learner, and claims nothing of it so far: one that is sent for
 * several is another learner's until it is matched. Who had not started by then can be matched no more.
 */
export const awaitsMatch = (
  { invoiceId: own, claimedAt, lines }: Pick<Invoice, 'invoiceId' | 'claimedAt' | 'lines'>,
  {
    status,
    name,
    award,
  }: Pick<Claimable, 'status' | 'name'> & { readonly award: Pick<Award, 'validUntil' | 'stages'> },
): boolean =>
  (status === 'enrolled' || status === 'completed') &&
  claimedAt < award.validUntil &&
  nextStage(award.stages) >= 0 &&
  award.stages.every(({ invoiceId }) => invoiceId !== own) &&
  linesOfLearner(lines, name).length > 0;

/** Whether the condition of a stage is met. */
export const isStageDue = ({ after }: Pick<AwardStage, 'after'>, status: FundingStatus): boolean =>
  status === 'completed' || (after === 'started' && status === 'enrolled');

/** Of an invoice that looks like others: each of them that nobody has said to be another. */
export const lookAlikes = ({
  looksLike = [],
  differsFrom = [],
}: Pick<Invoice, 'looksLike' | 'differsFrom'>): Mismatch[] =>
  looksLike
    .filter(({ invoiceId }) => !differsFrom.includes(invoiceId))
    .map(({ invoiceId, number, payeeName }) => ({
      what: 'look-alike',
      detail: `It looks like invoice ${number} of ${payeeName}: say that it is another, if you have seen both`,
      invoiceId,
    }));

/**
 * Everything in which an invoice does not fit the award that it claims: none, and it may be paid.
 *
 * @param invoice.claimedAt - ISO 8601 UTC: claimed within the financial year, or not paid. One that takes the place of another
 *   that was claimed in time may come, and be issued, later
 * @param stage - of the award: which it claims
 */
export function mismatchesOf(
  invoice: Pick<Invoice, 'lines' | 'totalPence' | 'issuedOn' | 'receivedAt' | 'claimedAt'>,
  award: Claimable,
  stage: AwardStage | undefined,
): Mismatch[] {
  const found: Mismatch[] = [];
  const mismatch = (what: Mismatch['what'], detail: string) => found.push({ what, detail });
  const sum = sumOf(invoice.lines.map(({ pence }) => pence));
  if (sum !== invoice.totalPence) {
    mismatch('total', `The lines add up to ${pounds(sum)}, and the total says ${pounds(invoice.totalPence)}`);
  }
  const own = linesOfLearner(invoice.lines, award.name);
  if (own.length === 0) mismatch('learner', 'No line is for this learner');
  const claimed = sumOf(own.map(({ pence }) => pence));
  if (!['enrolled', 'completed'].includes(award.status)) mismatch('award', `The request is ${award.status}`);
  if (stage === undefined) mismatch('stage', 'Everything that was awarded has been claimed');
  else {
    if (!isStageDue(stage, award.status)) mismatch('stage', `It is due once the course has ${stage.after}`);
    if (claimed > stage.pence) {
      mismatch('amount', `It claims ${pounds(claimed)}, and ${pounds(stage.pence)} is due for this stage`);
    }
  }
  if (invoice.issuedOn > londonDay(invoice.receivedAt)) {
    mismatch('date', `It is dated ${dayInWords(invoice.issuedOn)}, which was yet to come when it was sent`);
  }
  const isReplacement = invoice.claimedAt < invoice.receivedAt;
  const issuedInYear = isReplacement || financialYearOfDay(invoice.issuedOn) === award.financialYear;
  if (invoice.claimedAt >= endOf(award.financialYear) || !issuedInYear) {
    mismatch('year', `It must be issued and claimed in the financial year ${award.financialYear}`);
  }
  return found;
}
