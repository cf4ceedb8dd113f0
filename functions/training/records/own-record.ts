import { entryRefOf } from '#domain/training/entry.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { Account, AccountReads, SignedIn } from '#records/people/account-reads.ts';
import type { EntryHere, TrainingEntries } from '#records/training/entries.ts';
import type { OwnRecord, OwnRecords } from '#records/training/own-records.ts';

export interface TrainingDeps {
  readonly accounts: AccountReads;
  readonly ownRecords: OwnRecords;
  readonly entries: TrainingEntries;
}

/** @throws ProblemError `account-not-found` */
export async function findAccount(
  { accounts }: Pick<TrainingDeps, 'accounts'>,
  caller: SignedIn,
  work: Work,
): Promise<Account> {
  const account = await accounts.find(caller, work);
  if (!account) throw new ProblemError('account-not-found');
  return account;
}

const notFound = () => new ProblemError('training-record-not-found');

/** @throws ProblemError `training-record-not-found`, or `wrong-state` of what was made here */
export async function findOwnRecord(
  deps: TrainingDeps,
  account: Account,
  trainingRecordId: string,
  work: Work,
): Promise<OwnRecord> {
  const ref = entryRefOf(trainingRecordId);
  if (!ref) throw notFound();
  if (ref.source === 'own') {
    const own = await deps.ownRecords.find(account, ref.id, work);
    if (!own) throw notFound();
    return own;
  }
  if (!(await deps.entries.findHere(account, ref, work))) throw notFound();
  throw new ProblemError('wrong-state', {
    detail: 'This is what we have recorded: if it is wrong, tell us what is wrong with it',
    extensions: { source: ref.source },
  });
}

/** @throws ProblemError `training-record-not-found`, or `wrong-state` of what somebody entered themselves */
export async function findEntryHere(
  deps: TrainingDeps,
  account: Account,
  trainingRecordId: string,
  work: Work,
): Promise<EntryHere> {
  const ref = entryRefOf(trainingRecordId);
  if (!ref) throw notFound();
  const here = await deps.entries.findHere(account, ref, work);
  if (here) return here;
  if (!(await deps.ownRecords.find(account, ref.id, work))) throw notFound();
  throw new ProblemError('wrong-state', {
    detail: 'You entered this yourself: change or delete it',
    extensions: { source: ref.source },
  });
}
