import type * as z from 'zod';
import type { Told } from '#domain/people/policy-notices.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { PersonRecord, PolicyNoticesRecord } from './items.ts';
import { AccountToTellView, PolicyNoticesView } from './views.ts';

/** Whoever has an account, with what of the policy they were told. */
export type AccountToTell = z.output<typeof AccountToTellView> & { readonly accountSince: string };

/** What people are told of the policy. */
export interface PolicyNotices {
  findTold(work: Work): Promise<Told | undefined>;
  /** Everybody who has an account, page by page. @param leftOut - called for each that cannot be read */
  walkAccounts(leftOut: () => void, work: Work): AsyncGenerator<AccountToTell[], void, undefined>;
  /**
   * Owes them an email for each version, once: not where they were told meanwhile, have another address now, or no account.
   *
   * @param emails - by the version that each is of
   */
  tell(
    account: AccountToTell,
    emails: ReadonlyMap<string, EmailContents>,
    work: Work,
  ): Promise<'changed' | 'facts-changed'>;
  /** That everybody was told. Where another has told of more, that stays. */
  keepTold(told: Told, work: Work): Promise<void>;
}

/** As they were read: whoever else tells them changes that. */
const asRead = (account: AccountToTell) =>
  all(present, when(PersonRecord).asRead(account, 'accountSince', 'workEmail', 'toldOfPolicy'));

export function createPolicyNotices({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): PolicyNotices {
  return {
    findTold: (work) => records.find(PolicyNoticesView, keys.policyNotices(), work),

    async *walkAccounts(leftOut, work) {
      // Whoever confirms an account anew while this walks goes back to the list's beginning, and is met on the next day's.
      for await (const page of records.walk(AccountToTellView, lists.accountsToTend, { leftOut }, work))
        yield page.flatMap(({ accountSince, ...person }) =>
          accountSince === undefined ? [] : { ...person, accountSince },
        );
    },

    async tell(account, emails, work) {
      const { personId, workEmail } = account;
      const now = clock();
      const about = { kind: 'account', id: personId } as const;
      const owed = [...emails].map(([version, email]): [string, Write] => [
        version,
        oweEmail({ ...email, to: workEmail, about }, now),
      ]);
      const set = { toldOfPolicy: [...emails.keys()].at(-1) };
      const person = update(PersonRecord, keys.person(personId), { set }, asRead(account));
      const outcome = await records.commit({ person, ...Object.fromEntries(owed) }, { work });
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async keepTold(told, work) {
      const notices = when(PolicyNoticesRecord);
      const further = all(
        notices.compare('toldOf', '<=', { value: told.toldOf }),
        notices.compare('walkedOn', '<=', { value: told.walkedOn }),
      );
      await records.commit(
        { notices: put(PolicyNoticesRecord, keys.policyNotices(), told, any(absent, further)) },
        { work },
      );
    },
  };
}
