import { statusOfMerge } from '#domain/people/merging.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Merges } from '#records/people/merges.ts';
import type { privacy } from '../contract.ts';
import { looked } from '../people/person.ts';
import { previewOf, showMerge } from './merge.ts';

/** Who approves sees what who proposed has seen. */
export const createListMerges =
  (deps: {
    readonly merges: Merges;
    readonly holdings: Pick<Holdings, 'count'>;
    readonly audit: Changer['audit'];
    readonly hub: Hub;
  }): UseCase<typeof privacy.routes.listMerges> =>
  async ({ path: { personId }, query: { why, ...page } }, { caller, work }) => {
    await deps.audit([looked('merges-seen', personId, caller, why)], work);
    const { items, ...rest } = await deps.merges.list(personId, page, work);
    const shown = [];
    for (const merge of items) {
      const pair = statusOfMerge(merge) === 'proposed' ? await deps.merges.readPair(merge, work) : 'not-there';
      const preview = typeof pair === 'string' ? null : await previewOf(deps, pair, work);
      shown.push(showMerge(merge, deps.hub, preview));
    }
    return { status: 200, body: { ...rest, items: shown } };
  };
