import { committedOf, released } from './award.ts';
import type { FundingAction } from './calendar.ts';
import type { AwardMovement } from './movements.ts';
import type { ProgressKind } from './pot.ts';
import { type AwardedRequest, type FundingRequest, noted, type ProgressReport } from './request.ts';
import { giveBack, lapsedIfNothingLeft } from './settlement.ts';

/*
 * What each thing that the clock brings about makes of a request. Each leaves a mark, so that it is done once.
 */

/** @returns with how many pence of it nobody has claimed. Who has claimed all there is need do nothing, and is told nothing */
export function warnedOfLapse(
  request: AwardedRequest,
  now: Date,
): { readonly next: FundingRequest; readonly unclaimedPence: number } {
  const { award } = request;
  const unclaimedPence = committedOf(award.stages) - committedOf(released(award.stages, 'unclaimed'));
  const next = { ...request, award: { ...award, warnedAt: now.toISOString() } };
  return { next: unclaimedPence === 0 ? next : noted(next, 'warn-of-lapse', 'clock', now), unclaimedPence };
}

/** What was claimed in time is still paid. What nobody has claimed goes back; and with nothing left, the request lapses. */
export function lapsed(
  request: AwardedRequest,
  now: Date,
): { readonly next: FundingRequest; readonly movement: AwardMovement } {
  const { next, movement } = giveBack(request, 'unclaimed', now);
  return { next: lapsedIfNothingLeft(next, 'clock', now) ?? noted(next, 'rest-lapsed', 'clock', now), movement };
}

export type ProgressAction = Extract<FundingAction, { readonly kind: ProgressKind }>['action'];

/** Each stands for those before it: a report that is long overdue is not asked for politely any more. */
const marks = {
  'ask-progress': ['askedAt'],
  'chase-progress': ['askedAt', 'overdueAt'],
  'escalate-progress': ['askedAt', 'overdueAt', 'escalatedAt'],
} as const satisfies Record<ProgressAction, readonly (keyof ProgressReport)[]>;

export function progressChased(
  request: FundingRequest,
  { action, kind }: { readonly action: ProgressAction; readonly kind: ProgressKind },
  now: Date,
): FundingRequest {
  const at = now.toISOString();
  const mark = Object.fromEntries(marks[action].map((field) => [field, at]));
  const progress = request.progress.map((report) => (report.kind === kind ? { ...report, ...mark } : report));
  return noted({ ...request, progress }, action, 'clock', now, kind);
}
