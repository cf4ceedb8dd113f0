import type { FundingDecisions } from '#hub/hub.ts';
import { addDays } from '../time/calendar-time.ts';
import { startOfLondonDay } from '../time/london.ts';
import { addToDay } from '../time/working-days.ts';
import type { Award } from './award.ts';
import type { ProgressKind } from './pot.ts';
import { type FundingRequest, isUndecided } from './request.ts';

/** What the clock brings about for a request. */
export type FundingAction =
  | { readonly action: 'remind-statement' | 'end-statement'; readonly statementId: string }
  | { readonly action: 'warn-of-lapse' | 'lapse' }
  | { readonly action: 'ask-progress' | 'chase-progress' | 'escalate-progress'; readonly kind: ProgressKind };

export type DueAction = FundingAction & {
  /** ISO 8601 UTC: from then on it is due. */
  readonly at: string;
};

/** A request as far as the clock brings something about. */
export interface Chased extends Pick<FundingRequest, 'status' | 'statements' | 'progress'> {
  readonly award?: Pick<Award, 'validUntil' | 'warnedAt' | 'settledAt'> | undefined;
}

const daysBefore = (instant: string, days: number): string => addDays(new Date(instant), -days).toISOString();

/** What is to come for each statement, for the award and for the progress report that is next: each in order of time. */
function plansOf(request: Chased, decisions: FundingDecisions): DueAction[][] {
  const { status } = request;
  return [
    ...(isUndecided(status) && status !== 'draft'
      ? request.statements.map((each) => statementPlan(each, decisions))
      : []),
    ...(['approved', 'enrolled', 'completed'].includes(status) ? [awardPlan(request, decisions)] : []),
    ...(['approved', 'enrolled'].includes(status) ? [progressPlan(request, decisions)] : []),
  ];
}

function statementPlan(
  { statementId, status, endsAt, remindedAt, endedToldAt }: Chased['statements'][number],
  decisions: FundingDecisions,
): DueAction[] {
  if (status !== 'asked') return [];
  const reminder = daysBefore(endsAt, decisions.statementReminderDaysBefore);
  return [
    ...(remindedAt === undefined ? [{ action: 'remind-statement' as const, statementId, at: reminder }] : []),
    ...(endedToldAt === undefined ? [{ action: 'end-statement' as const, statementId, at: endsAt }] : []),
  ];
}

/** What is not yet enrolled lapses when the award ends; so does what nobody has sent an invoice for by then. */
function awardPlan({ award }: Chased, decisions: FundingDecisions): DueAction[] {
  if (!award || award.settledAt !== undefined) return [];
  const warning = daysBefore(award.validUntil, decisions.awardReminderDaysBefore);
  return [
    ...(award.warnedAt === undefined ? [{ action: 'warn-of-lapse' as const, at: warning }] : []),
    { action: 'lapse' as const, at: award.validUntil },
  ];
}

function progressPlan({ progress }: Chased, decisions: FundingDecisions): DueAction[] {
  const chased = progress.find(({ reportedAt }) => reportedAt === undefined);
  if (!chased) return [];
  const { kind, dueOn, askedAt, overdueAt, escalatedAt } = chased;
  const after = (days: number) => startOfLondonDay(addToDay(dueOn, days));
  return [
    ...(askedAt === undefined ? [{ action: 'ask-progress' as const, kind, at: after(0) }] : []),
    ...(overdueAt === undefined
      ? [{ action: 'chase-progress' as const, kind, at: after(decisions.progressOverdueDays) }]
      : []),
    ...(escalatedAt === undefined
      ? [{ action: 'escalate-progress' as const, kind, at: after(decisions.progressEscalatedDays) }]
      : []),
  ];
}

const earliest = (actions: readonly DueAction[]): DueAction | undefined =>
  actions.reduce<DueAction | undefined>(
    (first, action) => (first === undefined || action.at < first.at ? action : first),
    undefined,
  );

/** When the clock next has something to do with a request, and what; none where nothing is to come. */
export const nextAction = (request: Chased, decisions: FundingDecisions): DueAction | undefined =>
  earliest(plansOf(request, decisions).flat());

/**
 * What the clock has brought about. Of several that were missed about the same thing the latest stands for those before it:
 * nobody is asked politely for what is long overdue.
 */
export const dueAction = (request: Chased, decisions: FundingDecisions, now: Date): DueAction | undefined =>
  earliest(plansOf(request, decisions).flatMap((plan) => plan.findLast(({ at }) => at <= now.toISOString()) ?? []));
