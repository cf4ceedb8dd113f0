import type { Fault } from '#domain/funding/fault.ts';
import { faultsOfPot, type PotRules } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { endOf, lastDayOf } from '#domain/time/financial-year.ts';
import { dayInWords } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import { carryThrough } from '#platform/work.ts';
import { changedPot, newPot, type PotChange, type StoredPot } from '#records/funding/pots.ts';
import type { funding } from '../contract.ts';
import { notValid, refuseFaults } from '../refuse-faults.ts';
import { refuseStale } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { staffPot } from './pot-view.ts';
import { findPot } from './read-pots.ts';

type Deps = Pick<FundingUseCaseDeps, 'hub' | 'pots' | 'clock' | 'newId'>;

/** @throws ProblemError `not-valid`, pointing at each field that a fault is in */
function refuseRules({ boroughs }: Hub, rules: PotRules): void {
  const unknown = rules.eligible.boroughs.flatMap((borough, index): Fault[] =>
    boroughs.includes(borough)
      ? []
      : [{ field: `eligible/boroughs/${index}`, detail: `Choose one of: ${boroughs.join(', ')}` }],
  );
  refuseFaults([...faultsOfPot(rules), ...unknown], '/rules');
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
    refuseRules(deps.hub, body.rules);
    const potId = deps.newId();
    const wanted = { potId, ...body, at: deps.clock().toISOString() };
    const { budgetPence } = body;
    return carryThrough({ work, once }, async () => ({
      reply: { status: 201, body: staffPot(newPot(wanted)) },
      change: (carrying) => {
        const audit = [potAudit('pot-created', potId, caller.sub, { budgetPence })];
        return deps.pots.add(wanted, { ...carrying, audit });
      },
    }));
  };

/** @throws ProblemError where more is taken away than there is, or the pot would become another */
function refuseChange({ pot, balances }: StoredPot, { rules, budgetChange, places }: PotChange): void {
  if (balances.closed) {
    throw new ProblemError('wrong-state', { detail: 'The year of this pot is closed', extensions: { closed: true } });
  }
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
    const field = rules.scheme === pot.rules.scheme ? 'financialYear' : 'scheme';
    throw notValid([{ field, detail: 'A pot stays in its scheme and financial year: make another pot' }], '/rules');
  }
}

export const createChangePot =
  (deps: Deps): UseCase<typeof funding.routes.changePot> =>
  async ({ path, body }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const before = await findPot(deps, path.potId, work);
      const { pot, balances } = before;
      refuseStale(pot, body.version);
      const { rules = pot.rules, budgetPence = balances.budget, places = balances.places } = body;
      const budgetChange = budgetPence - balances.budget;
      const wanted = { rules, budgetChange, places, at: deps.clock().toISOString() };
      refuseChange(before, wanted);
      refuseRules(deps.hub, rules);
      const next = changedPot(before, wanted);
      const { version } = next.pot;
      return {
        reply: { status: 200, body: staffPot(next) },
        change: (carrying) => {
          const audit = [potAudit('pot-changed', path.potId, caller.sub, { version, budgetChange })];
          return deps.pots.replace(before, wanted, { ...carrying, audit });
        },
      };
    });

export const createCloseYear =
  (deps: Deps): UseCase<typeof funding.routes.closeYear> =>
  async ({ path: { potId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const before = await findPot(deps, potId, work);
      const { balances, pot } = before;
      if (balances.closed) return { reply: { status: 200, body: { potId, lapsedPence: balances.lapsed } } };
      const ends = endOf(pot.rules.financialYear);
      const now = deps.clock().toISOString();
      if (now < ends) {
        throw new ProblemError('too-early', {
          detail: `The financial year goes on until the end of ${dayInWords(lastDayOf(pot.rules.financialYear))}`,
          extensions: { endsAt: ends },
        });
      }
      return {
        reply: { status: 200, body: { potId, lapsedPence: balances.lapsed + balances.available } },
        change: (carrying) => {
          const audit = [potAudit('pot-year-closed', potId, caller.sub, { lapsedPence: balances.available })];
          return deps.pots.closeYear(before, now, { ...carrying, audit });
        },
      };
    });
