import { isDeepStrictEqual } from 'node:util';
import { versionAfter } from '#domain/numbers.ts';
import { ofOwn } from '#domain/training/entry.ts';
import { faultsOfTraining } from '#domain/training/training-record.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import type { OwnRecord, TrainingChanges } from '#records/training/own-records.ts';
import type { training } from '../contract.ts';
import { showEntry } from '../show-entry.ts';
import { findAccount, findOwnRecord, type TrainingDeps } from './own-record.ts';

/** As it is after a change: what is left out stays, `null` takes away. */
function changedBy(before: OwnRecord, changes: TrainingChanges): OwnRecord {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const changed = Object.entries({ ...before, ...Object.fromEntries(given) }).filter(([, value]) => value !== null);
  return Object.fromEntries(changed) as OwnRecord; // Which it forgets: only what may be missing is ever `null`.
}

export const createChangeTrainingRecord =
  (
    deps: TrainingDeps & { readonly clock: Clock; readonly siteUrl: string },
  ): UseCase<typeof training.routes.changeTrainingRecord> =>
  async ({ path, body: { version, ...changes } }, { caller, work, once }) => {
    refuseFaults(faultsOfTraining(changes, deps.clock()));
    return carryThrough({ work, once }, async () => {
      const account = await findAccount(deps, caller, work);
      const before = await findOwnRecord(deps, account, path.trainingRecordId, work);
      if (before.version !== version)
        throw new ProblemError('stale-version', {
          detail: `Read it again: it is now at version ${before.version}`,
          extensions: { version: before.version },
        });
      const changed = changedBy(before, changes);
      if (isDeepStrictEqual(changed, before))
        return { reply: { status: 200, body: showEntry(ofOwn(before), deps.siteUrl) } };
      const after = { ...changed, version: versionAfter(before) };
      return {
        reply: { status: 200, body: showEntry(ofOwn(after), deps.siteUrl) } as const,
        change: (carrying) => deps.ownRecords.change(before, changes, carrying),
      };
    });
  };
