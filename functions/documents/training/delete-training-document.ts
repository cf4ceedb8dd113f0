import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { documents } from '../contract.ts';
import { type EvidenceDeps, findOwnDocument } from './own-entry.ts';

/** Its file follows it: what goes from the table goes from the bucket, in every version. */
export const createDeleteTrainingDocument =
  (
    deps: Pick<EvidenceDeps, 'accounts' | 'ownRecords' | 'evidence'>,
  ): UseCase<typeof documents.routes.deleteTrainingDocument> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { entry, document } = await findOwnDocument(deps, caller, path, work);
      return {
        reply: { status: 200, body: { documentId: document.documentId } } as const,
        change: (carrying) => deps.evidence.remove(entry, document, carrying),
      };
    });
