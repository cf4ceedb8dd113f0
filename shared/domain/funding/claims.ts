import { sumOf } from '../money.ts';
import { type Award, nextStage } from './award.ts';
import {
  type Invoice,
  type InvoiceClaim,
  isStageDue,
  linesOfLearner,
  lookAlikes,
  type Mismatch,
  mismatchesOf,
} from './invoice.ts';
import type { FundingRequest } from './request.ts';

/** Of which something may be paid, or was: what was refused or replaced is no other invoice. */
export const isStanding = ({ status }: Pick<Invoice, 'status'>): boolean =>
  status !== 'rejected' && status !== 'replaced';

/** The stage of a request's award that an invoice claims, or would claim next. */
const stageOf = ({ award }: FundingRequest, { invoiceId }: Pick<Invoice, 'invoiceId'>): number => {
  const stages = award?.stages ?? [];
  const own = stages.findIndex((stage) => stage.invoiceId === invoiceId);
  return own >= 0 ? own : nextStage(stages);
};

/** In what an invoice does not fit a request's award, as both now stand. */
function mismatchesWith(invoice: Invoice, request: FundingRequest): Mismatch[] {
  const { award, status, name } = request;
  if (!award) return [{ what: 'award', detail: `The request ${request.reference} has no award` }];
  const { financialYear, stages } = award;
  return mismatchesOf(invoice, { status, name, financialYear, stages }, stages[stageOf(request, invoice)]);
}

/** A line is known by its learner's name alone, and pays one award: for two requests of one name it would be paid twice. */
function linesClaimedTwice(invoice: Invoice, requests: readonly FundingRequest[]): Mismatch[] {
  const claiming = invoice.lines.map((line) => requests.filter(({ name }) => linesOfLearner([line], name).length > 0));
  const [one, other] = claiming.find(({ length }) => length > 1) ?? [];
  if (!one || !other) return [];
  const detail = `The same lines would be paid for the requests ${one.reference} and ${other.reference}: each needs an invoice of its own`;
  return [{ what: 'learner', detail }];
}

/**
 * In what an invoice does not fit the awards that it claims, with the request's reference. An award may have lapsed or been
 * withdrawn since it was matched, so that each step asks again.
 */
export const mismatchesWithAll = (
  invoice: Invoice,
  requests: readonly FundingRequest[],
): (Mismatch & { readonly reference?: string })[] => [
  ...lookAlikes(invoice),
  ...linesClaimedTwice(invoice, requests),
  ...requests.flatMap((request) =>
    mismatchesWith(invoice, request).map((mismatch) => ({ ...mismatch, reference: request.reference })),
  ),
];

/** What an invoice claims from a request's award: the sum of its lines for that learner. */
export const claimOf = (invoice: Invoice, request: FundingRequest): InvoiceClaim => ({
  fundingRequestId: request.fundingRequestId,
  potId: request.award?.potId ?? '',
  stage: stageOf(request, invoice),
  pence: sumOf(linesOfLearner(invoice.lines, request.name).map(({ pence }) => pence)),
});

/** What a new invoice comes to: the award whose next stage it claims, or why it claims none. */
export type NewClaim =
  | { readonly outcome: 'claimed'; readonly award: Award }
  | { readonly outcome: 'not-started' | 'nothing-to-claim' }
  | { readonly outcome: 'award-ended'; readonly validUntil: string }
  | { readonly outcome: 'too-early'; readonly after: Award['stages'][number]['after'] };

/**
 * The next stage of a request's award, claimed by a new invoice: the one that the replaced invoice claimed, if it still does.
 *
 * @param replaced - what was claimed in time, and then queried, can still be put right
 */
export function claimNext(
  { award, status }: FundingRequest,
  invoiceId: string,
  replaced: Pick<Invoice, 'invoiceId' | 'status'> | undefined,
  now: Date,
): NewClaim {
  if (!award || (status !== 'enrolled' && status !== 'completed')) return { outcome: 'not-started' };
  const { validUntil } = award;
  if (validUntil <= now.toISOString() && replaced?.status !== 'queried') return { outcome: 'award-ended', validUntil };
  const free = award.stages.map((stage) =>
    replaced && stage.invoiceId === replaced.invoiceId ? { ...stage, invoiceId: undefined } : stage,
  );
  const next = nextStage(free);
  const wanted = free[next];
  if (!wanted || wanted.pence === 0) return { outcome: 'nothing-to-claim' };
  if (!isStageDue(wanted, status)) return { outcome: 'too-early', after: wanted.after };
  const stages = free.map((stage, index) => (index === next ? { ...stage, invoiceId } : stage));
  return { outcome: 'claimed', award: { ...award, stages } };
}
