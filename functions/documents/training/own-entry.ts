import type { DocumentStore } from '#documents/document-store.ts';
import { entryRefOf } from '#domain/training/entry.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { StoredTrainingDocument } from '#records/documents/training-documents.ts';
import type { Account, AccountReads, SignedIn } from '#records/people/account-reads.ts';
import type { Evidence } from '#records/training/evidence.ts';
import type { OwnRecord, OwnRecords } from '#records/training/own-records.ts';

/** What all use cases of evidence stand on. */
export interface EvidenceDeps {
  readonly accounts: AccountReads;
  readonly ownRecords: Pick<OwnRecords, 'find'>;
  readonly evidence: Evidence;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Somebody's own entry, and their account. What was made here needs no evidence, whoever attended it: that is said by its id alone.
 *
 * @throws ProblemError `account-not-found`, `training-record-not-found` or `wrong-state`
 */
export async function findOwnEntry(
  deps: Pick<EvidenceDeps, 'accounts' | 'ownRecords'>,
  caller: SignedIn,
  trainingRecordId: string,
  work: Work,
): Promise<{ readonly account: Account; readonly entry: OwnRecord }> {
  const account = await deps.accounts.find(caller, work);
  if (!account) throw new ProblemError('account-not-found');
  const ref = entryRefOf(trainingRecordId);
  if (!ref) throw new ProblemError('training-record-not-found');
  if (ref.source !== 'own')
    throw new ProblemError('wrong-state', {
      detail: 'What we have recorded ourselves needs no evidence: upload it to what you entered yourself',
      extensions: { source: ref.source },
    });
  const entry = await deps.ownRecords.find(account, ref.id, work);
  if (!entry) throw new ProblemError('training-record-not-found');
  return { account, entry };
}

/** @throws ProblemError as {@link findOwnEntry}, or `document-not-found` */
export async function findOwnDocument(
  deps: Pick<EvidenceDeps, 'accounts' | 'ownRecords' | 'evidence'>,
  caller: SignedIn,
  { trainingRecordId, documentId }: { readonly trainingRecordId: string; readonly documentId: string },
  work: Work,
): Promise<{ readonly entry: OwnRecord; readonly document: StoredTrainingDocument }> {
  const { entry } = await findOwnEntry(deps, caller, trainingRecordId, work);
  const document = await deps.evidence.find(entry, documentId, work);
  if (!document) throw new ProblemError('document-not-found');
  return { entry, document };
}
