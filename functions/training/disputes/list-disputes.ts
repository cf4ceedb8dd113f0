import type { UseCase } from '#http/use-case.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Disputes } from '#records/training/disputes.ts';
import type { training } from '../contract.ts';
import { inTrail, showDispute } from './dispute.ts';

/** The look is kept in the trail before it is given. */
export const createListTrainingDisputes =
  (deps: {
    readonly disputes: Pick<Disputes, 'listByStatus' | 'findWhose'>;
    readonly audit: Changer['audit'];
  }): UseCase<typeof training.routes.listTrainingDisputes> =>
  async ({ query: { status, ...page } }, { caller, work }) => {
    const { items, ...rest } = await deps.disputes.listByStatus(status, page, work);
    const whose = await deps.disputes.findWhose(items, work);
    await deps.audit(
      [
        {
          action: 'training-disputes-seen',
          subject: `TRAINING-DISPUTES#${status}`,
          shown: items.map(inTrail),
          actor: caller.sub,
          facts: { disputes: items.length },
        },
      ],
      work,
    );
    return { status: 200, body: { items: items.map((each, index) => showDispute(each, whose[index])), ...rest } };
  };
