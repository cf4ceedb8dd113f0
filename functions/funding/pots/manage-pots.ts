import { faultsOfPot, type PotRules } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { endOf, lastDayOf } from '#domain/time/financial-year.ts';
import { dayInWords } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import { settle } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { funding } from '../contract.ts';
import { refuseStale } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { staffPot } from '../views.ts';
import { findPot } from './list-pots.ts';

type Deps = Pick<FundingUseCaseDeps, 'hub' | 'pots' | 'clock' | 'newId'>;

/** @throws ProblemError `not-valid`, pointing at each field that a fault is in */
function refuseFaults({ boroughs }: Hub, rules: PotRules): void {
  const unknown = rules.eligible.boroughs.flatMap((borough, index) =>
    boroughs.includes(borough)
      ? []
      : [{ field: `eligible/boroughs/${index}`, detail: `Choose one of: ${boroughs.join(', ')}` }],
  );
  const errors = [...faultsOfPot(rules), ...unknown].map(({ field, detail }) => ({
    in: 'body' as const,
    pointer: `/rules/${field}`,
    detail,
  }));
  if (errors.length > 0) throw new ProblemError('not-valid', { errors });
}

const potAudit = (action: string, potId: string, actor: string, facts: Record<string, string | number> = {}) => ({
  action,
  subject: `POT#${potId}`,
  actor,
  facts,
});

export const createListAllPots =
  (deps: Deps): UseCase<typeof funding.routes.listAllPots> =>
  async (_input, { work }) => ({ status: 200, body: { items: (await deps.pots.listAll(work)).map(staffPot) } });

export const createCreatePot =
  (deps: Deps): UseCase<typeof funding.routes.createPot> =>
  async ({ body }, { caller, work, once }) => {
    const { rules, budgetPence, places } = body;
    refuseFaults(deps.hub, rules);
    const potId = deps.newId();
    const made: StoredPot = {
      pot: { potId, version: 1, rules, createdAt: '', changedAt: '' },
      balances: {
        potId,
        budget: budgetPence,
        available: budgetPence,
        committed: 0,
        spent: 0,
        lapsed: 0,
        places,
        placesTaken: 0,
        closed: false,
      },
    };
    const reply = { status: 201, body: staffPot(made) } as const;
    await deps.pots.add(
      { potId, rules, budgetPence, places, at: deps.clock().toISOString() },
      { work, once: once && { ...once, reply }, audit: [potAudit('pot-created', potId, caller.sub, { budgetPence })] },
    );
    return reply;
  };

/** What a change of a pot leaves of it. @throws ProblemError where more is taken away than there is */
function changed(
  { pot, balances }: StoredPot,
  {
    rules = pot.rules,
    budgetPence = balances.budget,
    places = balances.places,
  }: {
    readonly rules?: StoredPot['pot']['rules'] | undefined;
    readonly budgetPence?: number | undefined;
    readonly places?: number | null | undefined;
  },
): StoredPot {
  const budgetChange = budgetPence - balances.budget;
  if (balances.available + budgetChange < 0) {
    throw new ProblemError('pot-exhausted', {
      detail: `The budget can be cut by ${pounds(balances.available)} at most: the rest is committed or spent`,
      extensions: { availablePence: balances.available },
    });
  }
  if (places !== null && places < balances.placesTaken) {
    throw new ProblemError('pot-exhausted', {
      detail: `${balances.placesTaken} places are taken already`,
      extensions: { placesTaken: balances.placesTaken },
    });
  }
  if (rules.financialYear !== pot.rules.financialYear || rules.scheme !== pot.rules.scheme) {
    const pointer = rules.scheme === pot.rules.scheme ? '/rules/financialYear' : '/rules/scheme';
    const detail = 'A pot stays in its scheme and financial year: make another pot';
    throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer, detail }] });
  }
  return {
    pot: { ...pot, rules, version: pot.version + 1 },
    balances: { ...balances, budget: budgetPence, available: balances.available + budgetChange, places },
  };
}

export const createChangePot =
  (deps: Deps): UseCase<typeof funding.routes.changePot> =>
  async ({ path, body }, { caller, work, once }) => {
    const { version, ...wanted } = body;
    return settle(work, async () => {
      const before = await findPot(deps, path.potId, work);
      refuseStale(before.pot, version);
      if (before.balances.closed) {
        throw new ProblemError('wrong-state', {
          detail: 'The year of this pot is closed',
          extensions: { closed: true },
        });
      }
      const next = changed(before, wanted);
      refuseFaults(deps.hub, next.pot.rules);
      const reply = { status: 200, body: staffPot(next) } as const;
      const budgetChange = next.balances.budget - before.balances.budget;
      const outcome = await deps.pots.replace(
        before,
        { rules: next.pot.rules, budgetChange, places: next.balances.places, at: deps.clock().toISOString() },
        {
          work,
          once: once && { ...once, reply },
          audit: [potAudit('pot-changed', path.potId, caller.sub, { version: next.pot.version, budgetChange })],
        },
      );
      return outcome === 'changed' ? reply : undefined;
    });
  };

export const createCloseYear =
  (deps: Deps): UseCase<typeof funding.routes.closeYear> =>
  async ({ path }, { caller, work, once }) => {
    const { potId } = path;
    return settle(work, async () => {
      const before = await findPot(deps, potId, work);
      const { balances, pot } = before;
      if (balances.closed) return { status: 200, body: { potId, lapsedPence: balances.lapsed } } as const;
      const ends = endOf(pot.rules.financialYear);
      const now = deps.clock().toISOString();
      if (now < ends) {
        throw new ProblemError('too-early', {
          detail: `The financial year goes on until the end of ${dayInWords(lastDayOf(pot.rules.financialYear))}`,
          extensions: { endsAt: ends },
        });
      }
      const reply = { status: 200, body: { potId, lapsedPence: balances.lapsed + balances.available } } as const;
      const outcome = await deps.pots.closeYear(before, now, {
        work,
        once: once && { ...once, reply },
        audit: [potAudit('pot-year-closed', potId, caller.sub, { lapsedPence: balances.available })],
      });
      return outcome === 'changed' ? reply : undefined;
    });
  };
