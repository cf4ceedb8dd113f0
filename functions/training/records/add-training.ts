import { firstVersion } from '#domain/numbers.ts';
import { ofOwn } from '#domain/training/entry.ts';
import { faultsOfTraining, mostOwnRecords } from '#domain/training/training-record.ts';
import { refuseFaults } from '#http/faults.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { training } from '../contract.ts';
import { showEntry } from '../show-entry.ts';
import { findAccount, type TrainingDeps } from './own-record.ts';

export const createAddTrainingRecord =
  (
    deps: TrainingDeps & { readonly clock: Clock; readonly newId: NewId; readonly siteUrl: string },
  ): UseCase<typeof training.routes.addTrainingRecord> =>
  async ({ body }, { caller, work, once }) => {
    const now = deps.clock();
    refuseFaults(faultsOfTraining(body, now));
    const trainingRecordId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const account = await findAccount(deps, caller, work);
      if (!(await deps.ownRecords.mayAdd(account, work)))
        throw new ProblemError('too-many-training-records', {
          detail: `You have ${mostOwnRecords} already: delete one that you no longer need`,
        });
      const record = { ...body, trainingRecordId };
      const { personId } = account;
      const entry = ofOwn({ ...record, personId, version: firstVersion, createdAt: now.toISOString() });
      return {
        reply: { status: 201, body: showEntry(entry, deps.siteUrl) } as const,
        change: (carrying) => deps.ownRecords.add(account, record, carrying),
      };
    });
  };
