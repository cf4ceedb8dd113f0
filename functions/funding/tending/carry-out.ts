import { committedOf, released } from '#domain/funding/award.ts';
import { type DueAction, dueAction, type FundingAction } from '#domain/funding/calendar.ts';
import { awaitsMatch } from '#domain/funding/invoice.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { type Award, giveBack, isNothingLeft, planMoney, readMoneyOf } from '../decisions/money.ts';
import type { OpenInvoices } from '../invoices/open-invoices.ts';
import type { OwnChange } from '../requests/own-request.ts';
import { moved, noted, stepAudit } from '../requests/state.ts';
import { askAuthors } from '../statements/ask-statement.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

type Plan = Exclude<OwnChange, 'done-already'>;

type ActionOf<A extends FundingAction['action']> = Extract<FundingAction, { readonly action: A }>;

/** What each thing that the clock brings about makes of a request. Each leaves a mark, so that it is done once. */
const createPlans = (deps: FundingUseCaseDeps) => {
  const factsOf = (request: FundingRequest) => fundingInEmail(deps.hub, request);

  const marked = (
    request: FundingRequest,
    statementId: string,
    mark: Partial<FundingRequest['statements'][number]>,
  ) => ({
    ...request,
    statements: request.statements.map((each) => (each.statementId === statementId ? { ...each, ...mark } : each)),
  });

  const reported = (
    request: FundingRequest,
    kind: FundingRequest['progress'][number]['kind'],
    mark: Partial<FundingRequest['progress'][number]>,
  ) => ({
    ...request,
    progress: request.progress.map((report) => (report.kind === kind ? { ...report, ...mark } : report)),
  });

  async function remindStatement(
    request: FundingRequest,
    { statementId }: ActionOf<'remind-statement' | 'end-statement'>,
    now: Date,
    work: Work,
  ): Promise<Plan> {
    const next = marked(request, statementId, { remindedAt: now.toISOString() });
    const statement = await deps.requests.findStatement(statementId, work);
    if (!statement) return { next };
    const again = { ...statement, emailId: deps.newId() };
    return {
      next: noted(next, 'remind-statement', 'clock', now, statement.kind),
      statements: [{ before: statement, next: again }],
      ...(await askAuthors(deps, request, [again], true, work)),
    };
  }

  async function endStatement(
    request: FundingRequest,
    { statementId }: ActionOf<'remind-statement' | 'end-statement'>,
    now: Date,
    work: Work,
  ): Promise<Plan> {
    const next = marked(request, statementId, { endedToldAt: now.toISOString(), remindedAt: now.toISOString() });
    const statement = await deps.requests.findStatement(statementId, work);
    if (!statement) return { next };
    const { kind, authorName } = statement;
    const facts = { ...factsOf(request), kind, authorName };
    return {
      next: noted(next, 'statement-ended', 'clock', now, kind),
      emails: [owedMessage(deps.newId(), { kind: 'statement-link-ended', facts })],
    };
  }

  function warnOfLapse(request: FundingRequest, award: Award, now: Date): Plan {
    const { validUntil } = award;
    const pence = committedOf(released(award.stages, 'unclaimed'));
    const facts = { ...factsOf(request), pence: committedOf(award.stages) - pence, validUntil };
    const next = { ...request, award: { ...award, warnedAt: now.toISOString() } };
    // Who has claimed all there is need do nothing.
    if (facts.pence === 0) return { next };
    return {
      next: noted(next, 'warn-of-lapse', 'clock', now),
      emails: [owedMessage(deps.newId(), { kind: 'award-about-to-lapse', facts })],
    };
  }

  /** What was claimed in time is still paid. What nobody has claimed goes back; and with nothing left, the request lapses. */
  async function lapse(request: FundingRequest, award: Award, now: Date, work: Work): Promise<Plan> {
    const back = giveBack({ ...request, award }, 'unclaimed', now);
    const money = planMoney(await readMoneyOf(deps, [request], work), [back.movement], now);
    const lapsed = isNothingLeft(back.next)
      ? moved(back.next, 'lapse', 'clock', now)
      : noted(back.next, 'rest-lapsed', 'clock', now);
    const { pence } = back.movement;
    if (pence === 0) return { next: lapsed, money, counted: 'AwardLapsed' };
    const email = owedMessage(deps.newId(), { kind: 'award-lapsed', facts: { ...factsOf(request), pence } });
    return { next: lapsed, emails: [email], money, counted: 'AwardLapsed' };
  }

  function askProgress(
    request: FundingRequest,
    { action, kind }: ActionOf<'ask-progress' | 'chase-progress' | 'escalate-progress'>,
    now: Date,
  ): Plan {
    const at = now.toISOString();
    const dueOn = request.progress.find((report) => report.kind === kind)?.dueOn ?? '';
    const facts = { ...factsOf(request), progress: kind, dueOn };
    switch (action) {
      case 'ask-progress':
        return {
          next: noted(reported(request, kind, { askedAt: at }), action, 'clock', now, kind),
          emails: [owedMessage(deps.newId(), { kind: 'progress-due', facts })],
        };
      case 'chase-progress':
        return {
          next: noted(reported(request, kind, { askedAt: at, overdueAt: at }), action, 'clock', now, kind),
          emails: [owedMessage(deps.newId(), { kind: 'progress-overdue', facts })],
        };
      case 'escalate-progress':
        // Staff find it in their digest from then on.
        return {
          next: noted(
            reported(request, kind, { askedAt: at, overdueAt: at, escalatedAt: at }),
            action,
            'clock',
            now,
            kind,
          ),
        };
    }
  }

  return async (request: FundingRequest, action: FundingAction, now: Date, work: Work): Promise<Plan> => {
    const { award } = request;
    switch (action.action) {
      case 'remind-statement':
        return remindStatement(request, action, now, work);
      case 'end-statement':
        return endStatement(request, action, now, work);
      case 'ask-progress':
      case 'chase-progress':
      case 'escalate-progress':
        return askProgress(request, action, now);
    }
    if (!award) throw new Error('A request without an award has nothing to lapse');
    return action.action === 'lapse' ? lapse(request, award, now, work) : warnOfLapse(request, award, now);
  };
};

/**
 * Carries out everything that the clock has brought about for a request, one thing after the other; then what belongs to it
 * follows, where it is kept longer than before.
 *
 * @returns how many changes that took. Where others change the request meanwhile, the rest is left for the next time
 */
export const createCarryOut = (deps: FundingUseCaseDeps) => {
  const plan = createPlans(deps);

  /** An award does not lapse while an invoice that came in time may yet be matched with it; all else goes on. */
  async function dueFor(
    request: FundingRequest,
    openInvoices: OpenInvoices,
    now: Date,
  ): Promise<DueAction | undefined> {
    const { award } = request;
    const due = dueAction(request, deps.hub.funding, now);
    if (due?.action !== 'lapse' || !award) return due;
    const waits = (await openInvoices()).some((invoice) => awaitsMatch(invoice, { ...request, award }));
    return waits ? dueAction({ ...request, award: undefined }, deps.hub.funding, now) : due;
  }

  return async (found: FundingRequest, openInvoices: OpenInvoices, work: Work): Promise<number> => {
    let request: FundingRequest | undefined = found;
    for (let changes = 0; request; changes += 1) {
      const now = deps.clock();
      const due = await dueFor(request, openInvoices, now);
      if (!due) {
        await deps.parts.follow(request, work);
        return changes;
      }
      const { counted, ...change } = await plan(request, due, now, work);
      const audit = stepAudit(request, change.next, 'clock');
      const outcome = await deps.requests.change({ ...change, before: request }, { work, audit });
      if (outcome === 'facts-changed') return changes;
      if (counted) deps.counter.count(counted);
      request = await deps.requests.find(request.fundingRequestId, work);
    }
    return 0;
  };
};
