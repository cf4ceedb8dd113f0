import { entryRefOf } from '#domain/training/entry.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import type { Disputes } from '#records/training/disputes.ts';
import type { training } from '../contract.ts';
import { findAccount, findRecordedHere, type TrainingDeps } from '../records/own-record.ts';

/** It is a task for staff, who find it in their list; nothing of what is recorded changes by it. */
export const createDisputeTrainingRecord =
  (
    deps: TrainingDeps & {
      readonly disputes: Pick<Disputes, 'find' | 'raise'>;
      readonly clock: Clock;
    },
  ): UseCase<typeof training.routes.disputeTrainingRecord> =>
  async ({ path: { trainingRecordId }, body: { words } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const account = await findAccount(deps, caller, work);
      const recorded = await findRecordedHere(deps, account, trainingRecordId, work);
      const disputeId = entryRefOf(recorded.trainingRecordId)?.id ?? '';
      const { personId } = account;
      if ((await deps.disputes.find(disputeId, work))?.status === 'open')
        throw new ProblemError('wrong-state', {
          detail: 'You have told us already: we write to you once we have looked into it',
          extensions: { disputeStatus: 'open' },
        });
      const { source, sessionId, title, completedOn } = recorded;
      const disputedAt = deps.clock().toISOString();
      const about = { disputeId, source, personId, sessionId, title, completedOn };
      const dispute = { ...about, words, disputedAt, status: 'open' } as const;
      return {
        reply: {
          status: 201,
          body: { trainingRecordId: recorded.trainingRecordId, source, title, completedOn, dispute },
        } as const,
        change: (carrying) => deps.disputes.raise(dispute, { until: recorded.expiresAt }, carrying),
      };
    });
