import { statusOfMerge } from '#domain/people/merging.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Merges } from '#records/people/merges.ts';
import type { privacy } from '../contract.ts';
import { auditOf, previewOf, readPair, refuseImpossible, refuseOwn, showMerge } from './merge.ts';

/** Nothing comes of it before another of the staff approves. */
export const createProposeMerge =
  (deps: {
    readonly merges: Merges;
    readonly holdings: Pick<Holdings, 'count'>;
    readonly hub: Hub;
    readonly clock: Clock;
    readonly newId: NewId;
  }): UseCase<typeof privacy.routes.proposeMerge> =>
  async ({ path: { personId }, body: { otherPersonId, reason } }, { caller, work, once }) => {
    const mergeId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const pair = await readPair(deps, { personId, otherPersonId }, work);
      refuseOwn(pair, caller);
      refuseImpossible(pair);
      const { items } = await deps.merges.list(personId, { limit: 20 }, work);
      const proposed = items.find((each) => each.otherPersonId === otherPersonId && statusOfMerge(each) === 'proposed');
      if (proposed)
        throw new ProblemError('wrong-state', {
          detail: `It is proposed already, as ${proposed.mergeId}: withdraw that first`,
        });
      const at = deps.clock().toISOString();
      const merge = { mergeId, personId, otherPersonId, proposedBy: caller.sub, proposedAt: at, since: at };
      const audit = auditOf('merge-proposed', merge, caller.sub, reason);
      return {
        reply: { status: 201, body: showMerge(merge, deps.hub, await previewOf(deps, pair, work)) },
        change: (carrying) => deps.merges.propose(merge, { ...carrying, audit }),
      };
    });
  };
