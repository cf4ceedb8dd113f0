import { addressesByMailbox } from '#domain/people/addresses.ts';
import { mergedPeople } from '#domain/people/merging.ts';
import { latest } from '#domain/time/instant.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt as expiryOf } from '#privacy/retention.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { all, any, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keepWrites, readAllowanceMembers } from '../funding/allowance-groups.ts';
import { inGsi1, keys, lists, mailboxId, sortKey } from '../keys.ts';
import { type Account, accountOf } from './account-reads.ts';
import { AddressRecord, PersonRecord } from './items.ts';
import { longerThanPersonSeconds } from './people.ts';
import { AccountView } from './views.ts';

/** What the clock does with accounts. */
export interface AccountTending {
  /** Those to be looked at by now, page by page. */
  walkDue(now: Date, work: Work): AsyncGenerator<Account[], void, undefined>;
  /** As it is with what was merged into it: whatever was done by an address of that used the account, too. */
  withMerged(account: Account, work: Work): Promise<Account>;
  /** Where it has several addresses: that none of them, nor what was merged into it, ends before it does. */
  keepAddresses(account: Account, work: Work): Promise<void>;
  /** Looks at it again at an instant, ISO 8601 UTC. */
  wait(account: Account, until: string, work: Work): Promise<void>;
  /** Owes its owner the email that says when it ends, once: not where they have used it meanwhile. @param until - when to look again */
  warn(account: Account, until: string, email: EmailContents, work: Work): Promise<'changed' | 'facts-changed'>;
}

/** An account's place among those that the clock looks at. @param at - when next, ISO 8601 UTC */
export const inAccountsToTend = (personId: string, at: string) => inGsi1(lists.accountsToTend, sortKey(at, personId));

/** Nobody has used it since it was read, nor was its owner told that it ends. */
const unused = (account: Account) => all(present, when(PersonRecord).asRead(account, 'lastActiveAt', 'warnedAt'));

export function createAccountTending({
  records,
  clock,
  hub,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention'>;
}): AccountTending {
  return {
    async *walkDue(now, work) {
      const due = { to: `${now.toISOString()}~` };
      for await (const page of records.walk(AccountView, lists.accountsToTend, due, work))
        yield page.flatMap((person) => accountOf(person) ?? []);
    },

    async withMerged(account, work) {
      const merged = await records.findAll(
        mergedPeople(account).map((each) => [AccountView, keys.person(each)] as const),
        work,
      );
      const lastActiveAt = latest(account.lastActiveAt, ...merged.map((each) => each?.lastActiveAt));
      if (lastActiveAt === account.lastActiveAt) return account;
      const key = keys.person(account.personId);
      await records.updateOne(update(PersonRecord, key, { set: { lastActiveAt } }, unused(account)), work);
      return accountOf(await records.find(AccountView, key, work)) ?? account;
    },

    async keepAddresses({ personId, expiresAt = 0, ...account }, work) {
      const addresses = addressesByMailbox(account);
      if (addresses.length === 1) return;
      const ends = { with: expiresAt + longerThanPersonSeconds };
      const merged = mergedPeople(account);
      const parts = [personId, ...merged];
      const own = all(present, any(...parts.map((each) => when(AddressRecord).is('personId', each))));
      for (const address of addresses)
        await records.updateOne(update(AddressRecord, keys.address(address), { ends }, own), work);
      const leads = all(present, any(...parts.map((each) => when(PersonRecord).is('mergedInto', each))));
      for (const each of merged)
        await records.updateOne(update(PersonRecord, keys.person(each), { ends }, leads), work);
      const { groups } = await readAllowanceMembers(records, addresses.map(mailboxId), work);
      // No year that is over when the account ends may be forgotten before the caps have forgotten it.
      const least = expiryOf('funding', new Date(expiresAt * 1000).toISOString(), hub.retention);
      for (const group of groups) for (const write of keepWrites(group, least)) await records.updateOne(write, work);
    },

    async wait(account, until, work) {
      const set = inAccountsToTend(account.personId, until);
      await records.updateOne(update(PersonRecord, keys.person(account.personId), { set }, unused(account)), work);
    },

    async warn(account, until, email, work) {
      const { personId, workEmail, expiresAt = 0 } = account;
      const now = clock();
      const outcome = await records.commit(
        {
          person: update(
            PersonRecord,
            keys.person(personId),
            { set: { warnedAt: now.toISOString(), ...inAccountsToTend(personId, until) } },
            unused(account),
          ),
          email: oweEmail(
            { ...email, to: workEmail, about: { kind: 'account', id: personId }, linkExpiresAt: expiresAt },
            now,
          ),
        },
        { work },
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
