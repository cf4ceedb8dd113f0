import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { documents } from './contract.ts';
import type { UploadersDeps } from './use-case-deps.ts';

type Deps = Pick<UploadersDeps, 'fundingLinks' | 'documents'>;

const shown = ({ documentId, purpose, filename, status, rejectedBecause, createdAt }: StoredDocument) => ({
  documentId,
  purpose,
  filename,
  status,
  rejectedBecause,
  createdAt,
});

/** The applicant's own: what others have uploaded in support is between them and the hub. */
export const createListDocuments =
  (deps: Deps): UseCase<typeof documents.routes.listDocuments> =>
  async ({ path }, { caller, work }) => {
    const request = await deps.fundingLinks.findRequest(path.fundingRequestId, caller.tokenHash, work);
    if (!request) throw new ProblemError('link-not-valid');
    const found = await deps.documents.findEach(request.documentIds, work);
    return { status: 200, body: { items: found.filter(({ statementId }) => statementId === undefined).map(shown) } };
  };

export const createListStatementDocuments =
  (deps: Deps): UseCase<typeof documents.routes.listStatementDocuments> =>
  async ({ path: { statementId } }, { caller, work }) => {
    const supported = await deps.fundingLinks.findStatement(statementId, caller.tokenHash, work);
    if (!supported) throw new ProblemError('link-not-valid');
    const found = await deps.documents.findEach(supported.request.documentIds, work);
    return { status: 200, body: { items: found.filter((each) => each.statementId === statementId).map(shown) } };
  };
