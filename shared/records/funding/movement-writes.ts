import { balanceChanges, linesOf } from '#domain/funding/ledger.ts';
import type { AllowanceChange, MoneyMoved, Movement } from '#domain/funding/movements.ts';
import { sumOf } from '#domain/money.ts';
import { firstVersion } from '#domain/numbers.ts';
import { endOf } from '#domain/time/financial-year.ts';
import type { NewId } from '#platform/ids.ts';
import { all, any, type Condition, present, when } from '../engine/conditions.ts';
import { put, revise, update, type Write } from '../engine/writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { AllowanceRecord, LedgerEntryRecord, PotBalancesRecord } from './items.ts';

const accounts = ['available', 'committed', 'spent', 'lapsed'] as const;

/** That the pot can give what a change takes: no account goes below nothing, and no place is taken that is not free. */
function canGive(changes: Readonly<Partial<Record<string, number>>>, places: number): Condition[] {
  const taken = accounts.flatMap((account) => {
    const change = changes[account] ?? 0;
    return change < 0 ? [when(PotBalancesRecord).compare(account, '>=', { value: -change })] : [];
  });
  const placeFree = any(
    when(PotBalancesRecord).is('places', null),
    when(PotBalancesRecord).compare('placesTaken', '<', { field: 'places' }),
  );
  return places > 0 ? [...taken, placeFree] : taken;
}

/** What else changes of a pot's balances in the same write. */
interface PotState {
  readonly set: { readonly closed?: boolean; readonly places?: number | null };
  readonly when: Condition;
}

/** Each pot's balances changed by exactly what the movements say: a pot is written once, however many there are. */
export function balanceWrites(movements: readonly Movement[], state?: PotState): Readonly<Record<string, Write>> {
  const pots = Map.groupBy(movements, ({ pot }) => pot.potId);
  return Object.fromEntries(
    [...pots].flatMap(([potId, own]) => {
      const closed = own[0]?.pot.closed ?? false;
      const lines = own.filter(moves).flatMap(({ kind, pence }) => linesOf(kind, pence, closed));
      const taken = sumOf(own.map(({ places = 0 }) => places));
      const changes = balanceChanges(lines);
      const add = { ...changes, ...(taken !== 0 && { placesTaken: taken }) };
      if (Object.keys(add).length === 0 && !state) return [];
      const still = all(
        present,
        when(PotBalancesRecord).is('closed', closed),
        ...canGive(changes, taken),
        ...(state ? [state.when] : []),
      );
      const change = { add, ...(state && { set: state.set }) };
      return [[`balances ${potId}`, update(PotBalancesRecord, keys.potBalances(potId), change, still)]];
    }),
  );
}

const moves = ({ pence }: Movement): boolean => pence !== 0;

/** An entry in the ledger for each movement. */
export const createLedgerWrites =
  ({ newId }: { readonly newId: NewId }) =>
  (movements: readonly Movement[], at: string): Readonly<Record<string, Write>> =>
    Object.fromEntries(
      movements.filter(moves).map(({ kind, pence, pot, fundingRequestId, invoiceId }) => {
        const { potId, closed, financialYear } = pot;
        const entryId = newId();
        const entry = put(LedgerEntryRecord, keys.ledgerEntry(potId, at, entryId), {
          entryId,
          potId,
          at,
          kind,
          lines: [...linesOf(kind, pence, closed)],
          ...(fundingRequestId !== undefined && { fundingRequestId }),
          ...(invoiceId !== undefined && { invoiceId }),
          ends: { after: laterOf(endOf(financialYear), at) },
          ...(fundingRequestId !== undefined && inGsi1(lists.ledgerOfRequest(fundingRequestId), sortKey(at, entryId))),
        });
        return [`entry ${entryId}`, entry];
      }),
    );

const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** Everything that money which moves writes: balances, entries in the ledger, allowances. */
export function createMoneyWrites(deps: { readonly newId: NewId }) {
  const ledgerWrites = createLedgerWrites(deps);
  return ({ at, movements, allowances }: MoneyMoved): Readonly<Record<string, Write>> => ({
    ...balanceWrites(movements),
    ...ledgerWrites(movements, at),
    ...Object.fromEntries(
      allowances.map((change) => [`allowance ${change.scheme} ${change.workEmail}`, allowanceWrite(change)]),
    ),
  });
}

function allowanceWrite({ workEmail, scheme, before, awarded }: AllowanceChange): Write {
  const years = Object.keys(awarded).sort();
  const ends = { after: endOf(years.at(-1) ?? '2000-01') };
  const key = keys.allowance(workEmail, scheme);
  return before
    ? revise(AllowanceRecord, key, before, { set: { awarded: { ...awarded } }, ends })
    : put(AllowanceRecord, key, { scheme, version: firstVersion, awarded: { ...awarded }, ends });
}
