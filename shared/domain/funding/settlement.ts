import { type Award, type AwardStage, committedOf, released, totalOf } from './award.ts';
import type { Invoice, InvoiceClaim } from './invoice.ts';
import type { AwardMovement } from './movements.ts';
import { type AwardedRequest, after, type FundingRequest, noted, transitioned } from './request.ts';

/*
 * What becomes of awards as invoices are paid, refused or paid back, and as awards end: the requests as they are next, and the
 * money that moves with them. Every movement is exactly what the stages change by.
 */

/** Requests as they are next, in the order in which they were given, with the money that moves for them. */
export interface Settled {
  readonly requests: readonly FundingRequest[];
  readonly movements: readonly AwardMovement[];
}

interface Change {
  readonly next: FundingRequest;
  readonly movements?: readonly AwardMovement[];
}

/** Each request changed by what it comes to; left alone where it comes to nothing. */
function settled(
  requests: readonly FundingRequest[],
  change: (request: FundingRequest) => Change | undefined,
): Settled {
  const changes = requests.map((request): Change => change(request) ?? { next: request });
  return {
    requests: changes.map(({ next }) => next),
    movements: changes.flatMap(({ movements = [] }) => movements),
  };
}

const claimOn = ({ claims }: Pick<Invoice, 'claims'>, { fundingRequestId }: FundingRequest): InvoiceClaim | undefined =>
  claims.find((claim) => claim.fundingRequestId === fundingRequestId);

const paidOn = ({ award }: FundingRequest, { stage }: InvoiceClaim): number => award?.stages[stage]?.paidPence ?? 0;

function awardOf({ award }: FundingRequest): Award {
  if (!award) throw new Error('An invoice claims from a request without an award');
  return award;
}

const withStage = (award: Award, index: number, change: (stage: AwardStage) => AwardStage): Award => ({
  ...award,
  stages: award.stages.map((stage, each) => (each === index ? change(stage) : stage)),
});

/** An award with nothing left to give is settled: it neither lapses nor warns of it. */
const settledIfDone = (award: Award, at: string): Award =>
  committedOf(award.stages) === 0 ? { ...award, settledAt: award.settledAt ?? at } : award;

const claims = ({ stages }: Award, { invoiceId }: Pick<Invoice, 'invoiceId'>): boolean =>
  stages.some((stage) => stage.invoiceId === invoiceId);

const withoutClaim = (award: Award, { invoiceId }: Pick<Invoice, 'invoiceId'>): Award => ({
  ...award,
  stages: award.stages.map((stage) => (stage.invoiceId === invoiceId ? { ...stage, invoiceId: undefined } : stage)),
});

/** Gives the stage that it claims to an invoice. */
export function claimedBy(request: FundingRequest, invoiceId: string, index: number): FundingRequest {
  const { award } = request;
  return award ? { ...request, award: withStage(award, index, (stage) => ({ ...stage, invoiceId })) } : request;
}

/** What each stage keeps beyond what it cost goes back at once. */
export const paid = (invoice: Invoice, requests: readonly FundingRequest[], now: Date): Settled =>
  settled(requests, (request) => {
    const claim = claimOn(invoice, request);
    if (!claim) return undefined;
    const award = awardOf(request);
    const { invoiceId } = invoice;
    const { pence, stage: index } = claim;
    const at = now.toISOString();
    const rest = (award.stages[index]?.pence ?? 0) - pence;
    const after = withStage(award, index, (stage) => ({ ...stage, pence, paidPence: pence }));
    return {
      next: {
        ...noted(request, 'pay-invoice', 'staff', now, invoice.number),
        award: settledIfDone({ ...after, lastPaidAt: at }, at),
      },
      movements: [
        { request, award, kind: 'payment', pence, invoiceId },
        { request, award, kind: 'release', pence: rest, allowance: -rest, invoiceId },
      ],
    };
  });

/**
 * Whether some of what was paid came back, which shows that it had arrived: it cannot have failed. Were that taken, the invoice
 * could not be paid again, since it claims more than its award has left.
 */
export const isClawedBack = (invoice: Invoice, requests: readonly FundingRequest[]): boolean =>
  requests.some((request) => {
    const claim = claimOn(invoice, request);
    return claim !== undefined && paidOn(request, claim) < claim.pence;
  });

/** The money is the pot's commitment again, so that it can lapse again. */
export const paymentFailed = (invoice: Invoice, requests: readonly FundingRequest[], now: Date): Settled =>
  settled(requests, (request) => {
    const claim = claimOn(invoice, request);
    if (!claim) return undefined;
    const award = awardOf(request);
    const { invoiceId, number } = invoice;
    return {
      next: {
        ...noted(request, 'payment-failed', 'staff', now, number),
        award: { ...withStage(award, claim.stage, (stage) => ({ ...stage, paidPence: 0 })), settledAt: undefined },
      },
      movements: [{ request, award, kind: 'payment-failed', pence: paidOn(request, claim), invoiceId }],
    };
  });

/**
 * Whoever sent a queried invoice may send another in its place. Nothing is claimed of other learners' awards by it any more, and
 * what it claimed is kept again, so that it can lapse again if the invoice is then refused.
 *
 * @param requests - first the one that it was sent for
 */
export const queried = (invoice: Invoice, requests: readonly FundingRequest[]): readonly FundingRequest[] =>
  requests.map((request, index) => {
    const { award } = request;
    if (index === 0 || !award || !claims(award, invoice)) return request;
    return { ...request, award: { ...withoutClaim(award, invoice), settledAt: undefined } };
  });

/**
 * The stages that a refused invoice claimed are free to be claimed again; or, where the award has ended meanwhile, their money
 * goes back, and a request with nothing left lapses.
 */
export const rejected = (invoice: Invoice, requests: readonly FundingRequest[], now: Date): Settled =>
  settled(requests, (request) => {
    const { award } = request;
    if (!award || !claims(award, invoice)) return undefined;
    const free: AwardedRequest = {
      ...noted(request, 'reject-invoice', 'staff', now, invoice.number),
      award: withoutClaim(award, invoice),
    };
    if (award.validUntil > now.toISOString()) return { next: free };
    const { next, movement } = giveBack(free, 'unclaimed', now);
    return { next: lapsedIfNothingLeft(next, 'staff', now) ?? next, movements: [movement] };
  });

/**
 * What was paid and comes back: each award is so much smaller, and each person's allowance so much less used up.
 *
 * @param pence - taken from the first learner's award, and from the next one's what that does not have
 * @returns nothing where it is more than was paid
 */
export function clawedBack(
  invoice: Invoice,
  requests: readonly FundingRequest[],
  pence: number,
  because: string,
  now: Date,
): Settled | undefined {
  let left = pence;
  const back = settled(requests, (request) => {
    const claim = claimOn(invoice, request);
    const taken = claim ? Math.min(left, paidOn(request, claim)) : 0;
    if (!claim || taken === 0) return undefined;
    left -= taken;
    const award = awardOf(request);
    const { invoiceId } = invoice;
    const after = withStage(award, claim.stage, (stage) => ({
      ...stage,
      pence: stage.pence - taken,
      paidPence: stage.paidPence - taken,
    }));
    const isFree = totalOf(after.stages) === 0;
    return {
      next: { ...noted(request, 'claw-back', 'staff', now, because), award: after },
      movements: [
        {
          request,
          award,
          kind: 'claw-back',
          pence: taken,
          allowance: -taken,
          invoiceId,
          ...(isFree && { places: -1 }),
        },
      ],
    };
  });
  return left > 0 ? undefined : back;
}

/**
 * A request whose award gives back what it keeps: all that is not paid, or what nobody has claimed.
 *
 * @param request - as it is to be next, but for its award
 */
export function giveBack(
  request: AwardedRequest,
  what: 'unclaimed' | 'unpaid',
  now: Date,
): { readonly next: FundingRequest; readonly movement: AwardMovement } {
  const { award } = request;
  const stages = released(award.stages, what);
  const pence = committedOf(award.stages) - committedOf(stages);
  const next = { ...request, award: { ...award, stages, settledAt: award.settledAt ?? now.toISOString() } };
  // A place is another's again once nothing is left of the award.
  const isFree = totalOf(stages) === 0 && totalOf(award.stages) > 0;
  return {
    next,
    movement: { request, award, kind: 'release', pence, allowance: -pence, ...(isFree && { places: -1 }) },
  };
}

/** Whether nothing was paid of an award and nothing is kept for it, so that its request, where it may still lapse, is over. */
const isNothingLeft = ({ status, award }: Pick<FundingRequest, 'status' | 'award'>): boolean =>
  award !== undefined && totalOf(award.stages) === 0 && after('lapse', status) !== undefined;

/** A request that is over, since its award has nothing left; none where it goes on. */
export const lapsedIfNothingLeft = (
  request: FundingRequest,
  by: 'staff' | 'clock',
  now: Date,
): FundingRequest | undefined => (isNothingLeft(request) ? transitioned(request, 'lapse', by, now) : undefined);
