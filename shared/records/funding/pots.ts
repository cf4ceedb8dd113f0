import type { PotBalances, PotRules } from '#domain/funding/pot.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { all, compare, is, present } from '../engine/conditions.ts';
import { type FactsOf, factsOf } from '../engine/record.ts';
import type { CommitOptions, Page, PageRequest, Records } from '../engine/records.ts';
import { put, update } from '../engine/writes.ts';
import { inGsi1, keys, lists } from '../keys.ts';
import { LedgerEntryRecord, PotBalancesRecord, PotRecord, PotVersionRecord } from './items.ts';
import { balanceWrites, createLedgerWrites, type Movement, type PotOfMoney } from './money.ts';

/** A pot and how its money stands: two records, so that a decision rewrites only the small one. */
export interface StoredPot {
  readonly pot: FactsOf<typeof PotRecord>;
  readonly balances: FactsOf<typeof PotBalancesRecord>;
}

export type LedgerEntry = FactsOf<typeof LedgerEntryRecord>;

export const potOfMoney = ({ pot, balances }: StoredPot): PotOfMoney => ({
  potId: pot.potId,
  closed: balances.closed,
  financialYear: pot.rules.financialYear,
});

export interface NewPot {
  readonly potId: string;
  readonly rules: PotRules;
  readonly budgetPence: number;
  readonly places: number | null;
  readonly at: string;
}

/** What a change of a pot makes of it. */
export interface PotChange {
  readonly rules: PotRules;
  /** Pence: what the funder gives more, or less where it is negative. */
  readonly budgetChange: number;
  readonly places: number | null;
  readonly at: string;
}

export type PotOutcome = 'changed' | 'facts-changed';

export interface Pots {
  add(pot: NewPot, change: CommitOptions): Promise<void>;
  find(potId: string, work: Work): Promise<StoredPot | undefined>;
  /** In the order asked for; those that are not there are left out. */
  findMany(potIds: readonly string[], work: Work): Promise<StoredPot[]>;
  /** The rules as they were in a version. */
  findVersion(potId: string, version: number, work: Work): Promise<PotRules | undefined>;
  /** All pots, latest first: a hub has a few for each year. */
  listAll(work: Work): Promise<StoredPot[]>;
  /** Keeps the next version of the rules, and moves the budget. */
  replace(before: StoredPot, next: PotChange, change: CommitOptions): Promise<PotOutcome>;
  /** Closes the year: what is available lapses; what is committed lapses as it is released, or is paid. */
  closeYear(before: StoredPot, at: string, change: CommitOptions): Promise<PotOutcome>;
  /** Oldest first. As the last write left it. */
  listLedger(potId: string, page: PageRequest, work: Work): Promise<Page<LedgerEntry>>;
  walkLedger(potId: string, work: Work): AsyncGenerator<LedgerEntry[], void, undefined>;
}

/** As many pots as one look at the list takes. */
const mostPots = 200;

export function createPots(deps: {
  readonly records: Records;
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}): Pots {
  const { records } = deps;
  const ledgerWrites = createLedgerWrites(deps);

  async function findMany(potIds: readonly string[], work: Work): Promise<StoredPot[]> {
    const wanted = [...new Set(potIds)];
    const found = await records.findAll(
      wanted.flatMap((potId) => [
        [PotRecord, keys.pot(potId)] as const,
        [PotBalancesRecord, keys.potBalances(potId)] as const,
      ]),
      work,
    );
    return wanted.flatMap((_, index) => {
      const pot = found[index * 2] as StoredPot['pot'] | undefined;
      const balances = found[index * 2 + 1] as StoredPot['balances'] | undefined;
      return pot && balances ? [{ pot: factsOf(pot), balances: factsOf(balances) }] : [];
    });
  }

  const versionOf = (potId: string, version: number, rules: PotRules, since: string) =>
    put(PotVersionRecord, keys.potVersion(potId, version), { potId, version, rules: stored(rules), since });

  return {
    async add({ potId, rules, budgetPence, places, at }, change) {
      const none: PotBalances = {
        budget: 0,
        available: 0,
        committed: 0,
        spent: 0,
        lapsed: 0,
        places,
        placesTaken: 0,
        closed: false,
      };
      const pot = { potId, closed: false, financialYear: rules.financialYear };
      const outcome = await records.commit(
        {
          pot: put(PotRecord, keys.pot(potId), {
            potId,
            version: 1,
            rules: stored(rules),
            createdAt: at,
            changedAt: at,
            ...inGsi1(lists.pots, `${rules.financialYear}#${potId}`),
          }),
          version: versionOf(potId, 1, rules, at),
          balances: put(PotBalancesRecord, keys.potBalances(potId), {
            potId,
            ...none,
            budget: budgetPence,
            available: budgetPence,
          }),
          ...ledgerWrites([{ pot, kind: 'budget', pence: budgetPence }], at),
        },
        change,
      );
      if (!outcome.done) throw new Error('A new pot has the id of another');
    },

    async find(potId, work) {
      const [found] = await findMany([potId], work);
      return found;
    },

    findMany,

    async findVersion(potId, version, work) {
      const found = await records.find(PotVersionRecord, keys.potVersion(potId, version), work);
      return found?.rules;
    },

    async listAll(work) {
      const { items } = await records.list(PotRecord, lists.pots, { limit: mostPots, newestFirst: true }, work);
      const balances = await records.findEach(
        PotBalancesRecord,
        items.map(({ potId }) => keys.potBalances(potId)),
        work,
      );
      return items.flatMap((pot, index) => {
        const own = balances[index];
        return own ? [{ pot: factsOf(pot), balances: factsOf(own) }] : [];
      });
    },

    async replace({ pot, balances }, { rules, budgetChange, places, at }, change) {
      const { potId } = pot;
      const version = pot.version + 1;
      const given: Movement[] = [{ pot: potOfMoney({ pot, balances }), kind: 'budget', pence: budgetChange }];
      const enough = places === null ? present : compare('placesTaken', '<=', { value: places });
      const outcome = await records.commit(
        {
          pot: update(
            PotRecord,
            keys.pot(potId),
            { set: { version, rules: stored(rules), changedAt: at } },
            all(present, is('version', pot.version)),
          ),
          version: versionOf(potId, version, rules, at),
          ...balanceWrites(given, { set: { places }, when: enough }),
          ...ledgerWrites(given, at),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async closeYear({ pot, balances }, at, change) {
      const { available } = balances;
      const own = { potId: pot.potId, closed: false, financialYear: pot.rules.financialYear };
      const lapse: Movement[] = [{ pot: own, kind: 'year-end-lapse', pence: available }];
      const outcome = await records.commit(
        {
          ...balanceWrites(lapse, { set: { closed: true }, when: is('available', available) }),
          ...ledgerWrites(lapse, at),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    listLedger: (potId, page, work) => records.list(LedgerEntryRecord, lists.ledger(potId), page, work),
    walkLedger: (potId, work) => records.walk(LedgerEntryRecord, lists.ledger(potId), {}, work),
  };
}

/** Rules as they are stored: the very same, in lists that may be written. */
const stored = (rules: PotRules) => structuredClone(rules) as StoredPot['pot']['rules'];
