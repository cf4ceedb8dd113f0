import { approvalRefusal, approved } from '#domain/people/merging.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { Merges } from '#records/people/merges.ts';
import type { privacy } from '../contract.ts';
import { auditOf, findMerge, openUntil, readPair, refuseImpossible, refuseOwn, showMerge } from './merge.ts';

/** Both are told, each by the name and address that they are known by: where staff were wrong, neither learns of the other. */
export const createApproveMerge =
  (deps: {
    readonly merges: Merges;
    readonly hub: Hub;
    readonly clock: Clock;
    readonly newId: NewId;
  }): UseCase<typeof privacy.routes.approveMerge> =>
  async ({ path: { personId }, body: { mergeId } }, { caller, work, once }) => {
    const ids = { toKept: deps.newId(), toOther: deps.newId() };
    return carryThrough({ work, once }, async () => {
      const before = await findMerge(deps, personId, mergeId, work);
      const refusal = approvalRefusal(before, caller.sub);
      if (refusal === 'not-proposed') throw new ProblemError('wrong-state', { detail: 'It is no longer proposed' });
      if (refusal === 'another-is-needed')
        throw new ProblemError('needs-another-person', { detail: 'Another of the staff approves it' });
      const pair = await readPair(deps, before, work);
      refuseOwn(pair, caller);
      refuseImpossible(pair);
      const next = approved(before, caller.sub, deps.clock().toISOString());
      const until = openUntil(next, deps.hub);
      const email = (emailId: string, { name }: { readonly name: string }) =>
        owedMessage(emailId, { kind: 'records-merged', facts: { name, until } });
      const emails = { toKept: email(ids.toKept, pair.kept), toOther: email(ids.toOther, pair.other) };
      const audit = auditOf('merge-approved', next, caller.sub);
      return {
        reply: { status: 200, body: showMerge(next, deps.hub) },
        change: (carrying) => deps.merges.approve({ pair, before, next, emails }, { ...carrying, audit }),
      };
    });
  };
