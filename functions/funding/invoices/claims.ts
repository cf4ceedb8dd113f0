import { nextStage } from '#domain/funding/award.ts';
import { linesOfLearner, lookAlikes, type Mismatch, mismatchesOf } from '#domain/funding/invoice.ts';
import { sumOf } from '#domain/money.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { FundingRequest } from '#records/funding/requests.ts';

/** The stage of a request's award that an invoice claims, or would claim next. */
const stageOf = ({ award }: FundingRequest, { invoiceId }: Pick<Invoice, 'invoiceId'>): number => {
  const stages = award?.stages ?? [];
  const own = stages.findIndex((stage) => stage.invoiceId === invoiceId);
  return own >= 0 ? own : nextStage(stages);
};

/** In what an invoice does not fit a request's award, as both now stand. */
export function mismatchesWith(invoice: Invoice, request: FundingRequest): Mismatch[] {
  const { award, status, name } = request;
  if (!award) return [{ what: 'award', detail: `The request ${request.reference} has no award` }];
  const { financialYear, stages } = award;
  return mismatchesOf(invoice, { status, name, financialYear, stages }, stages[stageOf(request, invoice)]);
}

/** What an invoice claims from a request's award: the sum of its lines for that learner. */
export const claimOf = (invoice: Invoice, request: FundingRequest) => ({
  fundingRequestId: request.fundingRequestId,
  potId: request.award?.potId ?? '',
  stage: stageOf(request, invoice),
  pence: sumOf(linesOfLearner(invoice.lines, request.name).map(({ pence }) => pence)),
});

/**
 * An award may have lapsed or been withdrawn since an invoice was matched with it, so that each step asks again.
 *
 * @throws ProblemError `invoice-does-not-match`, naming what does not
 */
export function refuseMismatched(invoice: Invoice, requests: readonly FundingRequest[]): void {
  const withAwards = requests.flatMap((request) =>
    mismatchesWith(invoice, request).map((mismatch) => ({ ...mismatch, reference: request.reference })),
  );
  const mismatches = [...lookAlikes(invoice), ...withAwards];
  if (mismatches.length === 0) return;
  throw new ProblemError('invoice-does-not-match', {
    detail: mismatches.map(({ detail }) => detail).join('. '),
    extensions: { mismatches },
  });
}
