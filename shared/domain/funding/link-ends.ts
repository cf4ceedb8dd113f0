import type { FundingDecisions, LinkDecisions } from '#hub/hub.ts';
import { daysAfter, latest } from '../time/instant.ts';
import { startOfLondonDay } from '../time/london.ts';
import { addToDay } from '../time/working-days.ts';
import { type Award, type AwardStage, committedOf } from './award.ts';
import type { FundingRequest, ProgressReport } from './request.ts';
import type { Statement } from './statement.ts';

/*
 * Until when the links in our emails open what they are about: a while longer than there is something to do. It is decided
 * anew whenever a link is used, from how things then stand, so that links that are out already follow what has changed.
 */

/** What decides until when somebody has something to do with their request. */
export interface LinkedRequest extends Pick<FundingRequest, 'status' | 'statusSince'> {
  readonly award?:
    | (Pick<Award, 'validUntil' | 'settledAt' | 'lastPaidAt'> & { readonly stages: readonly AwardStage[] })
    | undefined;
  readonly progress: readonly Pick<ProgressReport, 'dueOn' | 'reportedAt'>[];
}

/** When there was, or will be, nothing left to do; none while there is, or while nobody can say. */
function requestOverAt(request: LinkedRequest, { progressEscalatedDays }: FundingDecisions): string | undefined {
  const { status, statusSince, award, progress } = request;
  if (status === 'declined' || status === 'withdrawn' || status === 'lapsed') return statusSince;
  // Until it is decided; and while an invoice is awaited, or a payment.
  if (award?.settledAt === undefined || committedOf(award.stages) > 0) return undefined;
  const paid = latest(statusSince, award.settledAt, award.lastPaidAt);
  if (status === 'completed') return paid;
  // Progress is chased for so long, and then no more.
  const chased = progress
    .filter(({ reportedAt }) => reportedAt === undefined)
    .map(({ dueOn }) => startOfLondonDay(addToDay(dueOn, progressEscalatedDays)));
  return latest(paid, award.validUntil, ...chased);
}

/** None while there is something to do with the request. */
export function requestLinkEnds(
  request: LinkedRequest,
  funding: FundingDecisions,
  links: LinkDecisions,
): string | undefined {
  const over = requestOverAt(request, funding);
  return over === undefined ? undefined : daysAfter(over, links.daysAfterRequest);
}

/** What was answered can be read again for a while; and nothing of a request whose own link has ended. */
export function statementLinkEnds(
  { status, endsAt, answeredAt }: Pick<Statement, 'status' | 'endsAt' | 'answeredAt'>,
  request: LinkedRequest,
  funding: FundingDecisions,
  links: LinkDecisions,
): string {
  const own = status === 'asked' || answeredAt === undefined ? endsAt : daysAfter(answeredAt, links.daysAfterStatement);
  const ofRequest = requestLinkEnds(request, funding, links);
  return ofRequest !== undefined && ofRequest < own ? ofRequest : own;
}
