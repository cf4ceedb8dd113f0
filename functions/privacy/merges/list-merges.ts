import { statusOfMerge } from '#domain/people/merging.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Merges } from '#records/people/merges.ts';
import type { privacy } from '../contract.ts';
import { looked } from '../people/person.ts';
import { previewOf, refuseOwn, showMerge } from './merge.ts';

/** Who approves sees what who proposed has seen. */
export const createListMerges =
  (deps: {
    readonly merges: Merges;
    readonly holdings: Pick<Holdings, 'count'>;
    readonly audit: Changer['audit'];
    readonly hub: Hub;
  }): UseCase<typeof privacy.routes.listMerges> =>
  async ({ path: { personId }, query: { why, ...page } }, { caller, work }) => {
    const { items, ...rest } = await deps.merges.list(personId, page, work);
    const seen = new Set([personId, ...items.map(({ otherPersonId }) => otherPersonId)]);
    // Kept before anything is shown.
    await deps.audit(
      [...seen].map((each) => looked('merges-seen', each, caller, why)),
      work,
    );
    // What two people hold takes long to look up: of the latest alone, of which there is one for each two people.
    const latest = items.find((merge) => statusOfMerge(merge) === 'proposed');
    const found = latest && (await deps.merges.readPair(latest, work));
    const pair = typeof found === 'object' ? found : undefined;
    if (pair) refuseOwn(pair, caller);
    const preview = pair ? await previewOf(deps, pair, work) : null;
    const shown = items.map((merge) => showMerge(merge, deps.hub, merge === latest ? preview : null));
    return { status: 200, body: { ...rest, items: shown } };
  };
