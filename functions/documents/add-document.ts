import { type DocumentType, largestDocument } from '../../shared/domain/documents.ts';
import { isUndecided } from '../../shared/domain/funding-request.ts';
import type { DocumentPurpose } from '../../shared/domain/statement.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import { type Once, settle, type Work } from '../../shared/platform/work.ts';
import type { FundingRequest } from '../../shared/records/funding-requests.ts';
import type { documents } from './contract.ts';
import type { DocumentUseCaseDeps } from './use-case-deps.ts';

/** Until when a file can be posted. */
const uploadSeconds = 600;

/** Of a whole request, with what others have uploaded for it. */
const mostDocuments = 20;
/** Of one statement. */
const mostOfStatement = 4;

interface NewDocument {
  readonly purpose: DocumentPurpose;
  readonly statementId?: string;
  readonly filename: string;
  readonly contentType: DocumentType;
}

/** @throws ProblemError `wrong-state` or `too-many-documents` */
function refuseMore({ status, documentIds }: FundingRequest, most = mostDocuments): void {
  if (['declined', 'lapsed', 'withdrawn'].includes(status)) {
    throw new ProblemError('wrong-state', {
      detail: `The request is ${status}, and takes no more documents`,
      extensions: { fundingStatus: status },
    });
  }
  if (documentIds.length >= most) {
    throw new ProblemError('too-many-documents', { detail: `At most ${most} documents belong to a request` });
  }
}

/** Keeps that a document is to come, and answers where its file goes: to nowhere but its own key, as nothing but what it says. */
async function add(
  deps: DocumentUseCaseDeps,
  request: FundingRequest,
  { purpose, statementId, filename, contentType }: NewDocument,
  { work, once }: { readonly work: Work; readonly once: Once | undefined },
) {
  const now = deps.clock();
  const { fundingRequestId } = request;
  const documentId = deps.newId();
  const objectKey = `documents/${fundingRequestId}/${documentId}`;
  const upload = await deps.store.presignUpload({ key: objectKey, contentType, expiresInSeconds: uploadSeconds });
  const endsAt = new Date(now.getTime() + uploadSeconds * 1000).toISOString();
  const reply = { status: 201, body: { documentId, upload, endsAt, largestBytes: largestDocument } } as const;
  const outcome = await deps.documents.add(
    {
      documentId,
      fundingRequestId,
      ...(statementId !== undefined && { statementId }),
      purpose,
      contentType,
      objectKey,
      status: 'pending',
      createdAt: now.toISOString(),
      filename,
    },
    { before: request, next: { ...request, documentIds: [...request.documentIds, documentId] } },
    { work, once: once && { ...once, reply } },
  );
  return outcome === 'changed' ? reply : undefined;
}

export const createAddDocument =
  (deps: DocumentUseCaseDeps): UseCase<typeof documents.routes.addDocument> =>
  async ({ path, body }, { caller, work, once }) =>
    settle(work, async () => {
      const request = await deps.requests.findForLink(path.fundingRequestId, caller.tokenHash, work);
      if (!request) throw new ProblemError('link-not-valid');
      refuseMore(request);
      return add(deps, request, body, { work, once });
    });

export const createAddStatementDocument =
  (deps: DocumentUseCaseDeps): UseCase<typeof documents.routes.addStatementDocument> =>
  async ({ path: { statementId }, body }, { caller, work, once }) =>
    settle(work, async () => {
      const statement = await deps.requests.findStatementForLink(statementId, caller.tokenHash, work);
      const request = statement && (await deps.requests.find(statement.fundingRequestId, work));
      if (!request || statement.status === 'replaced') throw new ProblemError('link-not-valid');
      if (statement.status !== 'asked' || !isUndecided(request.status)) {
        throw new ProblemError('wrong-state', {
          detail: 'The request is no longer waiting for this statement',
          extensions: { statementStatus: statement.status },
        });
      }
      refuseMore(request);
      const own = (await deps.documents.findMany(request.documentIds, work)).filter(
        (document) => document.statementId === statementId,
      );
      if (own.length >= mostOfStatement) {
        throw new ProblemError('too-many-documents', {
          detail: `A statement has ${mostOfStatement} documents at most`,
        });
      }
      return add(deps, request, { ...body, purpose: 'statement', statementId }, { work, once });
    });
