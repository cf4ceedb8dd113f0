import type { Clock } from '#platform/clock.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { type Account, type AccountReads, accountOf } from './account-reads.ts';
import { usedWrites } from './account-writes.ts';
import { findOwner, keptAs } from './owner.ts';
import { AccountView } from './views.ts';

/** An account's end is moved on no more than daily. */
const usedStepMs = 86_400_000;

/** For whatever somebody does who has signed in. */
export function createOwnAccount({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): AccountReads {
  const isUsed = ({ lastActiveAt }: Account): boolean => clock().getTime() - Date.parse(lastActiveAt) < usedStepMs;
  return {
    async find({ sub, workEmail }, work) {
      const { person } = await findOwner(records, keys.address(workEmail), work);
      if (person?.sub !== sub) return undefined;
      const account = accountOf(await keptAs(records, person, work));
      if (!account || isUsed(account)) return account;
      // Where others change it in this moment, they have moved its end.
      await records.commit(usedWrites(account, clock().toISOString()), { work });
      const used = accountOf(await records.find(AccountView, keys.person(account.personId), work));
      return used?.sub === account.sub ? used : undefined;
    },
  };
}
