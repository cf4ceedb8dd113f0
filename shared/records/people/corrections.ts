import { type EarlierWork, type Profile, profileAfter } from '#domain/people/account.ts';
import type { Work } from '#platform/work.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { personAsRead } from './account-writes.ts';
import { PersonRecord } from './items.ts';
import { AccountView, AddressView } from './views.ts';

/** People as staff see them who answer their rights. */
export interface Corrections {
  find(personId: string, work: Work): Promise<KeptPerson | undefined>;
  /** Whose a mailbox is; nobody's where neither a booking nor a request nor an account was ever made with it. */
  personIdOf(emailAddress: string, work: Work): Promise<string | undefined>;
  /** What is put right is no use of their account, and moves no end. @param before - as it was read; refused where it changed meanwhile */
  correct(
    before: KeptPerson,
    changed: { readonly profile: Profile; readonly earlier: EarlierWork[] },
    change: CommitOptions,
  ): Promise<'changed' | 'facts-changed'>;
}

export const createCorrections = ({ records }: { readonly records: RecordsFor<'provide-services'> }): Corrections => ({
  find: (personId, work) => records.find(AccountView, keys.person(personId), work),

  personIdOf: async (emailAddress, work) =>
    (await records.find(AddressView, keys.address(emailAddress), work))?.personId,

  async correct(before, changed, change) {
    const person = update(
      PersonRecord,
      keys.person(before.personId),
      { set: profileAfter(before, changed) },
      personAsRead(before),
    );
    const { done } = await records.commit({ person }, change);
    return done ? 'changed' : 'facts-changed';
  },
});
