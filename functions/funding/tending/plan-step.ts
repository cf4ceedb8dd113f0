import type { FundingAction } from '#domain/funding/calendar.ts';
import { lapsed, type ProgressAction, progressChased, warnedOfLapse } from '#domain/funding/clock-steps.ts';
import { planMoney } from '#domain/funding/movements.ts';
import type { ProgressKind } from '#domain/funding/pot.ts';
import { type AwardedRequest, type FundingRequest, noted } from '#domain/funding/request.ts';
import { withEndTold, withReminder } from '#domain/funding/request-statements.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import { readMoneyOf } from '../decisions/read-money.ts';
import type { RequestStep } from '../requests/carry-change.ts';
import { askAuthors } from '../statements/statement.ts';
import type { AskingDeps } from '../use-case-deps.ts';

interface Moment {
  readonly now: Date;
  readonly work: Work;
}

async function remindStatement(
  deps: AskingDeps,
  request: FundingRequest,
  statementId: string,
  { now, work }: Moment,
): Promise<RequestStep> {
  const next = withReminder(request, statementId, now);
  const statement = await deps.requests.findStatement(statementId, work);
  if (!statement) return { next };
  const again = { ...statement, emailId: deps.newId() };
  return {
    next: noted(next, 'remind-statement', 'clock', now, statement.kind),
    statements: [{ before: statement, next: again }],
    ...(await askAuthors(deps, request, [again], { reminder: true }, work)),
  };
}

async function endStatement(
  deps: AskingDeps,
  request: FundingRequest,
  statementId: string,
  { now, work }: Moment,
): Promise<RequestStep> {
  const next = withEndTold(request, statementId, now);
  const statement = await deps.requests.findStatement(statementId, work);
  if (!statement) return { next };
  const { kind, authorName } = statement;
  const facts = { ...fundingInEmail(deps.hub, request), kind, authorName };
  return {
    next: noted(next, 'statement-ended', 'clock', now, kind),
    emails: [owedMessage(deps.newId(), { kind: 'statement-link-ended', facts })],
  };
}

function warnOfLapse(deps: AskingDeps, request: AwardedRequest, now: Date): RequestStep {
  const { next, unclaimedPence: pence } = warnedOfLapse(request, now);
  if (pence === 0) return { next };
  const facts = { ...fundingInEmail(deps.hub, request), pence, validUntil: request.award.validUntil };
  return { next, emails: [owedMessage(deps.newId(), { kind: 'award-about-to-lapse', facts })] };
}

async function lapse(deps: AskingDeps, request: AwardedRequest, { now, work }: Moment): Promise<RequestStep> {
  const { next, movement } = lapsed(request, now);
  const money = planMoney(await readMoneyOf(deps, [request], work), [movement], now);
  const { pence } = movement;
  const facts = { ...fundingInEmail(deps.hub, request), pence };
  const emails = pence === 0 ? [] : [owedMessage(deps.newId(), { kind: 'award-lapsed', facts })];
  return { next, emails, money, counted: 'AwardLapsed' };
}

function chaseProgress(
  deps: AskingDeps,
  request: FundingRequest,
  due: { readonly action: ProgressAction; readonly kind: ProgressKind },
  now: Date,
): RequestStep {
  const { action, kind } = due;
  const next = progressChased(request, due, now);
  // Staff find it in their digest from then on.
  if (action === 'escalate-progress') return { next };
  const dueOn = request.progress.find((report) => report.kind === kind)?.dueOn ?? '';
  const facts = { ...fundingInEmail(deps.hub, request), progress: kind, dueOn };
  const told = action === 'ask-progress' ? 'progress-due' : 'progress-overdue';
  return { next, emails: [owedMessage(deps.newId(), { kind: told, facts })] };
}

/** What one thing that the clock brings about makes of a request, with what is written about it and the money that moves. */
export async function planStep(
  deps: AskingDeps,
  request: FundingRequest,
  due: FundingAction,
  moment: Moment,
): Promise<RequestStep> {
  switch (due.action) {
    case 'remind-statement':
      return remindStatement(deps, request, due.statementId, moment);
    case 'end-statement':
      return endStatement(deps, request, due.statementId, moment);
    case 'ask-progress':
    case 'chase-progress':
    case 'escalate-progress':
      return chaseProgress(deps, request, due, moment.now);
    case 'warn-of-lapse':
      return warnOfLapse(deps, withAward(request), moment.now);
    case 'lapse':
      return lapse(deps, withAward(request), moment);
  }
}

function withAward(request: FundingRequest): AwardedRequest {
  const { award } = request;
  if (!award) throw new Error('A request without an award has nothing to lapse');
  return { ...request, award };
}
