import type * as z from 'zod';
import type { StoredPot } from '#records/funding/pots.ts';
import type * as schemas from './schemas.ts';

export function publicPot({ pot, balances }: StoredPot): z.input<typeof schemas.Pot> {
  const { potId, rules } = pot;
  const { scheme: _scheme, twoPeopleAbovePence: _internal, ...shown } = rules;
  const { places, placesTaken } = balances;
  return { potId, ...shown, placesLeft: places === null ? null : Math.max(0, places - placesTaken) };
}

export function staffPot({ pot, balances }: StoredPot): z.input<typeof schemas.StaffPot> {
  const { available, committed, closed } = balances;
  return {
    potId: pot.potId,
    version: pot.version,
    rules: pot.rules,
    budgetPence: balances.budget,
    availablePence: available,
    committedPence: committed,
    spentPence: balances.spent,
    lapsedPence: balances.lapsed,
    atRiskPence: closed ? 0 : available + committed,
    places: balances.places,
    placesTaken: balances.placesTaken,
    closed,
  };
}
