import { isAmongTheirs } from '#domain/people/addresses.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { Disputes } from '#records/training/disputes.ts';
import type { training } from '../contract.ts';
import { inTrail, showDispute } from './dispute.ts';

export const createSettleTrainingDispute =
  (deps: {
    readonly disputes: Pick<Disputes, 'find' | 'findWhose' | 'settle'>;
    readonly clock: Clock;
    readonly newId: NewId;
  }): UseCase<typeof training.routes.settleTrainingDispute> =>
  async ({ path: { disputeId }, body: { outcome, answer } }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const before = await deps.disputes.find(disputeId, work);
      if (!before) throw new ProblemError('training-dispute-not-found');
      if (before.status !== 'open')
        throw new ProblemError('wrong-state', {
          detail: 'It is settled already',
          extensions: { disputeStatus: before.status },
        });
      const [whose] = await deps.disputes.findWhose([before], work);
      if (whose && isAmongTheirs(whose, caller.workEmail))
        throw new ProblemError('needs-another-person', { detail: 'Nobody settles what they have raised themselves' });
      const settledAt = deps.clock().toISOString();
      const after = { ...before, status: 'settled', settledAt, outcome, answer } as const;
      const email =
        whose &&
        owedMessage(emailId, {
          kind: 'training-dispute-settled',
          facts: { name: whose.name, title: before.title, outcome, answer },
        });
      const audit = [
        {
          action: 'training-dispute-settled',
          subject: inTrail(before),
          actor: caller.sub,
          facts: { outcome },
          reason: answer,
        },
      ];
      return {
        reply: { status: 200, body: showDispute(after, whose) } as const,
        change: (carrying) =>
          deps.disputes.settle(before, { outcome, answer }, email && { to: whose, email }, { ...carrying, audit }),
      };
    });
  };
