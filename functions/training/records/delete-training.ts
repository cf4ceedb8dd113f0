import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { training } from '../contract.ts';
import { findAccount, findOwnRecord, type TrainingDeps } from './own-record.ts';

export const createDeleteTrainingRecord =
  (deps: TrainingDeps): UseCase<typeof training.routes.deleteTrainingRecord> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const account = await findAccount(deps, caller, work);
      const before = await findOwnRecord(deps, account, path.trainingRecordId, work);
      return {
        reply: { status: 200, body: { trainingRecordId: before.trainingRecordId } } as const,
        change: (carrying) => deps.ownRecords.remove(before, carrying),
      };
    });
