import { entryRefOf } from '#domain/training/entry.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import type { Disputes } from '#records/training/disputes.ts';
import type { training } from '../contract.ts';
import { findAccount, findEntryHere, type TrainingDeps } from '../records/own-record.ts';
import { showEntry } from '../show-entry.ts';

/** It is a task for staff, who find it in their list; nothing in the entry changes by it. */
export const createDisputeTrainingRecord =
  (
    deps: TrainingDeps & {
      readonly disputes: Pick<Disputes, 'find' | 'raise'>;
      readonly clock: Clock;
      readonly siteUrl: string;
    },
  ): UseCase<typeof training.routes.disputeTrainingRecord> =>
  async ({ path: { trainingRecordId }, body: { words } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const account = await findAccount(deps, caller, work);
      const entry = await findEntryHere(deps, account, trainingRecordId, work);
      const disputeId = entryRefOf(entry.trainingRecordId)?.id ?? '';
      const { personId } = account;
      if ((await deps.disputes.find(disputeId, work))?.status === 'open')
        throw new ProblemError('wrong-state', {
          detail: 'You have told us already: we write to you once we have looked into it',
          extensions: { disputeStatus: 'open' },
        });
      const { source, sessionId, title, completedOn } = entry;
      const disputedAt = deps.clock().toISOString();
      const about = { disputeId, source, personId, sessionId, title, completedOn };
      const dispute = { ...about, words, disputedAt, status: 'open' } as const;
      return {
        reply: { status: 201, body: showEntry(entry, deps.siteUrl, dispute) } as const,
        change: (carrying) => deps.disputes.raise(dispute, { until: entry.expiresAt }, carrying),
      };
    });
