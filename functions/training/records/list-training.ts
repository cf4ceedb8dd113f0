import { entryRefOf, type TrainingEntry } from '#domain/training/entry.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Disputes } from '#records/training/disputes.ts';
import type { training } from '../contract.ts';
import { showEntry } from '../show-entry.ts';
import { findAccount, type TrainingDeps } from './own-record.ts';

/** By what a dispute about it would be known; none of one's own. */
const disputable = ({ trainingRecordId }: TrainingEntry): string | undefined => {
  const ref = entryRefOf(trainingRecordId);
  return ref && ref.source !== 'own' ? ref.id : undefined;
};

export const createListTrainingRecords =
  (
    deps: TrainingDeps & { readonly disputes: Pick<Disputes, 'findEach'>; readonly siteUrl: string },
  ): UseCase<typeof training.routes.listTrainingRecords> =>
  async ({ query }, { caller, work }) => {
    const account = await findAccount(deps, caller, work);
    const { items, ...rest } = await deps.entries.list(account, query, work);
    const disputes = await deps.disputes.findEach(
      items.flatMap((entry) => disputable(entry) ?? []),
      work,
    );
    const shown = items.map((entry) => showEntry(entry, deps.siteUrl, disputes.get(disputable(entry) ?? '')));
    return { status: 200, body: { items: shown, ...rest } };
  };
