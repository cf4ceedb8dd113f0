import { type Movement, potOfMoney } from '#domain/funding/movements.ts';
import type { Pot, PotBalances, PotRules } from '#domain/funding/pot.ts';
import { firstVersion, versionAfter } from '#domain/numbers.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { present, when } from '../engine/conditions.ts';
import { factsOf } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, revise } from '../engine/writes.ts';
import { inGsi1, keys, lists } from '../keys.ts';
import { PotBalancesRecord, PotRecord, PotVersionRecord } from './items.ts';
import { balanceWrites, createLedgerWrites } from './movement-writes.ts';
import { PotBalancesView, PotVersionView, PotView } from './views.ts';

/** A pot and how its money stands: two records, so that a decision rewrites only the small one. */
export interface StoredPot {
  readonly pot: Pot;
  readonly balances: PotBalances;
}

export interface NewPot {
  readonly potId: string;
  readonly rules: Pot['rules'];
  readonly budgetPence: number;
  readonly places: number | null;
  readonly at: string;
}

/** What a change of a pot makes of it. */
export interface PotChange {
  readonly rules: Pot['rules'];
  /** Pence: what the funder gives more, or less where it is negative. */
  readonly budgetChange: number;
  readonly places: number | null;
  readonly at: string;
}

/** A new pot as it is once it is kept: what is shown of it. */
export const newPot = ({ potId, rules, budgetPence, places, at }: NewPot): StoredPot => ({
  pot: { potId, version: firstVersion, rules, createdAt: at, changedAt: at },
  balances: {
    budget: budgetPence,
    available: budgetPence,
    committed: 0,
    spent: 0,
    lapsed: 0,
    places,
    placesTaken: 0,
    closed: false,
  },
});

/** A pot as it is once its change is kept: what is shown of it. */
export const changedPot = (
  { pot, balances }: StoredPot,
  { rules, budgetChange, places, at }: PotChange,
): StoredPot => ({
  pot: { ...pot, rules, version: versionAfter(pot), changedAt: at },
  balances: {
    ...balances,
    budget: balances.budget + budgetChange,
    available: balances.available + budgetChange,
    places,
  },
});

export type PotOutcome = 'changed' | 'facts-changed';

interface PotReads {
  find(potId: string, work: Work): Promise<StoredPot | undefined>;
  /** In the order asked for; those that are not there are left out. */
  findMany(potIds: readonly string[], work: Work): Promise<StoredPot[]>;
  /** The rules as they were in a version. */
  findVersion(potId: string, version: number, work: Work): Promise<PotRules | undefined>;
  /** All pots, latest first: a hub has a few for each year. */
  listAll(work: Work): Promise<StoredPot[]>;
}

export interface Pots extends PotReads {
  add(pot: NewPot, change: CommitOptions): Promise<'changed' | 'facts-changed'>;
  /** Keeps the next version of the rules, and moves the budget. */
  replace(before: StoredPot, next: PotChange, change: CommitOptions): Promise<PotOutcome>;
  /** Closes the year: what is available lapses; what is committed lapses as it is released, or is paid. */
  closeYear(before: StoredPot, at: string, change: CommitOptions): Promise<PotOutcome>;
}

interface Deps {
  readonly records: RecordsFor<never>;
  readonly newId: NewId;
}

/** As many pots as one look at the list takes. */
const mostPots = 200;

function createPotReads({ records }: Deps): PotReads {
  async function findMany(potIds: readonly string[], work: Work): Promise<StoredPot[]> {
    const wanted = [...new Set(potIds)];
    const found = await records.findAll(
      wanted.flatMap((potId) => [
        [PotView, keys.pot(potId)] as const,
        [PotBalancesView, keys.potBalances(potId)] as const,
      ]),
      work,
    );
    const pots = new Map(found.flatMap((each) => (each?.type === 'pot' ? [[each.potId, factsOf(each)]] : [])));
    const balances = new Map(
      found.flatMap((each) => (each?.type === 'pot-balances' ? [[each.potId, factsOf(each)]] : [])),
    );
    return wanted.flatMap((potId) => {
      const [pot, own] = [pots.get(potId), balances.get(potId)];
      return pot && own ? [{ pot, balances: own }] : [];
    });
  }

  return {
    async find(potId, work) {
      const [found] = await findMany([potId], work);
      return found;
    },

    findMany,

    async findVersion(potId, version, work) {
      const found = await records.find(PotVersionView, keys.potVersion(potId, version), work);
      return found?.rules;
    },

    async listAll(work) {
      const { items } = await records.list(PotView, lists.pots, { limit: mostPots, newestFirst: true }, work);
      const balances = await records.findEach(
        PotBalancesView,
        items.map(({ potId }) => keys.potBalances(potId)),
        work,
      );
      return items.flatMap((pot, index) => {
        const own = balances[index];
        return own ? [{ pot: factsOf(pot), balances: factsOf(own) }] : [];
      });
    },
  };
}

const versionOf = ({ potId, version, rules, changedAt: since }: Pot) =>
  put(PotVersionRecord, keys.potVersion(potId, version), { potId, version, rules, since });

export function createPots(deps: Deps): Pots {
  const { records } = deps;
  const ledgerWrites = createLedgerWrites(deps);
  return {
    ...createPotReads(deps),

    async add(wanted, change) {
      const made = newPot(wanted);
      const { potId, rules } = made.pot;
      const given: Movement[] = [{ pot: potOfMoney(made), kind: 'budget', pence: wanted.budgetPence }];
      const outcome = await records.commit(
        {
          pot: put(PotRecord, keys.pot(potId), {
            ...made.pot,
            ...inGsi1(lists.pots, `${rules.financialYear}#${potId}`),
          }),
          version: versionOf(made.pot),
          balances: put(PotBalancesRecord, keys.potBalances(potId), { potId, ...made.balances }),
          ...ledgerWrites(given, wanted.at),
        },
        change,
      );
      if (outcome.done) return 'changed';
      if (Object.keys(outcome.refused).length > 0) throw new Error('A new pot has the id of another');
      return 'facts-changed';
    },

    async replace(before, wanted, change) {
      const { budgetChange, places, at } = wanted;
      const { potId, version, rules, changedAt } = changedPot(before, wanted).pot;
      const given: Movement[] = [{ pot: potOfMoney(before), kind: 'budget', pence: budgetChange }];
      const enough =
        places === null ? present : when(PotBalancesRecord).compare('placesTaken', '<=', { value: places });
      const outcome = await records.commit(
        {
          pot: revise(PotRecord, keys.pot(potId), before.pot, { set: { rules, changedAt } }),
          version: versionOf({ ...before.pot, version, rules, changedAt }),
          ...balanceWrites(given, { set: { places }, when: enough }),
          ...ledgerWrites(given, at),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async closeYear({ pot, balances }, at, change) {
      const { available } = balances;
      const open = potOfMoney({ pot, balances: { closed: false } });
      const lapse: Movement[] = [{ pot: open, kind: 'year-end-lapse', pence: available }];
      const outcome = await records.commit(
        {
          ...balanceWrites(lapse, { set: { closed: true }, when: when(PotBalancesRecord).is('available', available) }),
          ...ledgerWrites(lapse, at),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
