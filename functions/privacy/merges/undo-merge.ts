import { type Merge, statusOfMerge, undone } from '#domain/people/merging.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { Pair } from '#records/people/merge-writes.ts';
import type { Merges } from '#records/people/merges.ts';
import type { privacy } from '../contract.ts';
import { auditOf, findMerge, readPair, refuseOwn, showMerge } from './merge.ts';

interface Deps {
  readonly merges: Merges;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** @throws ProblemError where something that was done since stands in the way */
async function readMerged(deps: Deps, merge: Merge, work: Work): Promise<Pair> {
  const pair = await readPair(deps, merge, work);
  const { kept, other } = pair;
  if (other.mergedInto !== kept.personId) throw new ProblemError('wrong-state', { detail: 'They are two again' });
  if (kept.mergedInto !== undefined)
    throw new ProblemError('wrong-state', {
      detail: `The one that was kept has been merged into ${kept.mergedInto}: undo that first`,
    });
  return pair;
}

/** One of the staff can: what was two is safer as two. Before it was approved, it is withdrawn. */
export const createUndoMerge =
  (deps: Deps): UseCase<typeof privacy.routes.undoMerge> =>
  async ({ path: { personId }, body: { mergeId, reason } }, { caller, work, once }) => {
    const ids = { toKept: deps.newId(), toOther: deps.newId() };
    return carryThrough({ work, once }, async () => {
      const before = await findMerge(deps, personId, mergeId, work);
      const status = statusOfMerge(before);
      if (status === 'undone' || status === 'withdrawn')
        throw new ProblemError('wrong-state', { detail: `It was ${status} already` });
      const next = undone(before, caller.sub, deps.clock().toISOString());
      const reply = { status: 200, body: showMerge(next, deps.hub) } as const;
      if (status === 'proposed') {
        const pair = await deps.merges.readPair(before, work);
        if (typeof pair === 'object') refuseOwn(pair, caller);
        const audit = auditOf('merge-withdrawn', next, caller.sub, reason);
        return { reply, change: (carrying) => deps.merges.withdraw({ before, next }, { ...carrying, audit }) };
      }
      const pair = await readMerged(deps, before, work);
      refuseOwn(pair, caller);
      const email = (emailId: string, { name }: { readonly name: string }) =>
        owedMessage(emailId, { kind: 'records-parted', facts: { name } });
      const emails = { toKept: email(ids.toKept, pair.kept), toOther: email(ids.toOther, pair.other) };
      const audit = auditOf('merge-undone', next, caller.sub, reason);
      return { reply, change: (carrying) => deps.merges.undo({ pair, before, next, emails }, { ...carrying, audit }) };
    });
  };
