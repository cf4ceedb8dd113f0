import { balanceChanges, linesOf } from '#domain/funding/ledger.ts';
import { type AllowanceChange, type MoneyMoved, type Movement, usesMore } from '#domain/funding/movements.ts';
import { sumOf } from '#domain/money.ts';
import { firstVersion } from '#domain/numbers.ts';
import { endOf } from '#domain/time/financial-year.ts';
import { latest } from '#domain/time/instant.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import { expiresAt } from '#privacy/retention.ts';
import { absent, all, any, type Condition, present, when } from '../engine/conditions.ts';
import { check, put, revise, update, type Write } from '../engine/writes.ts';
import { inGsi1, keys, lists, mailboxId, sortKey } from '../keys.ts';
import {
  AllowanceGroupRecord,
  AllowanceMemberRecord,
  AllowanceRecord,
  LedgerEntryRecord,
  PotBalancesRecord,
} from './items.ts';

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
          ends: { after: latest(endOf(financialYear), at) },
          ...(fundingRequestId !== undefined && inGsi1(lists.ledgerOfRequest(fundingRequestId), sortKey(at, entryId))),
        });
        return [`entry ${entryId}`, entry];
      }),
    );

/** Everything that money which moves writes: balances, entries in the ledger, allowances. */
export function createMoneyWrites(deps: { readonly newId: NewId; readonly retention: RetentionDecisions }) {
  const ledgerWrites = createLedgerWrites(deps);
  return ({ at, movements, allowances }: MoneyMoved): Readonly<Record<string, Write>> => ({
    ...balanceWrites(movements),
    ...ledgerWrites(movements, at),
    ...Object.fromEntries(
      allowances.map((change) => [`allowance ${change.scheme} ${change.workEmail}`, allowanceWrite(change)]),
    ),
    ...Object.fromEntries(allowances.filter(usesMore).flatMap((change) => togetherWrites(change, deps.retention))),
  });
}

const lastYearOf = ({ awarded }: AllowanceChange): string => Object.keys(awarded).sort().at(-1) ?? '2000-01';

/**
 * What was read of a person's other addresses still holds: there are none, or none of them has been awarded anything since. What is given back
 * needs none of it: whoever decides at that moment knows of more than there is, and awards no more for it.
 */
function togetherWrites(change: AllowanceChange, retention: RetentionDecisions): (readonly [string, Write])[] {
  const { shared, workEmail } = change;
  const mailbox = mailboxId(workEmail);
  if (!shared) return [[`alone ${mailbox}`, check(AllowanceMemberRecord, keys.allowanceMember(mailbox), absent)]];
  const { groupId, mailboxes, expiresAt: ends = 0 } = shared;
  const least = expiresAt('funding', endOf(lastYearOf(change)), retention);
  const key = keys.allowanceGroup(groupId);
  const own = all(present, when(AllowanceMemberRecord).is('groupId', groupId));
  // Which group a mailbox is in was read before the group.
  if (ends >= least)
    return [
      [`group ${groupId}`, revise(AllowanceGroupRecord, key, shared, {})],
      [`member ${mailbox}`, check(AllowanceMemberRecord, keys.allowanceMember(mailbox), own)],
    ];
  const longer = { ends: { with: least } };
  return [
    [`group ${groupId}`, revise(AllowanceGroupRecord, key, shared, longer)],
    ...mailboxes.map(
      (each) => [`member ${each}`, update(AllowanceMemberRecord, keys.allowanceMember(each), longer, own)] as const,
    ),
  ];
}

function allowanceWrite(change: AllowanceChange): Write {
  const { workEmail, scheme, before, awarded } = change;
  const ends = { after: endOf(lastYearOf(change)) };
  const key = keys.allowance(workEmail, scheme);
  return before
    ? revise(AllowanceRecord, key, before, { set: { awarded: { ...awarded } }, ends })
    : put(AllowanceRecord, key, { scheme, version: firstVersion, awarded: { ...awarded }, ends });
}
