import type { UseCase } from '#http/use-case.ts';
import { asClean, linkTo } from '../clean-link.ts';
import type { documents } from '../contract.ts';
import { type EvidenceDeps, findOwnDocument } from './own-entry.ts';

/** What somebody opens of their own leaves no entry in the trail, which is about staff. */
export const createGetTrainingDocumentLink =
  (deps: EvidenceDeps): UseCase<typeof documents.routes.getTrainingDocumentLink> =>
  async ({ path }, { caller, work }) => {
    const { document } = await findOwnDocument(deps, caller, path, work);
    return { status: 200, body: await linkTo(deps, asClean(document)) };
  };
