import { type DocumentType, documentsAtOnce, largestDocument } from '../../shared/domain/documents.ts';
import { isUndecided } from '../../shared/domain/funding-request.ts';
import type { DocumentPurpose } from '../../shared/domain/statement.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import { type Once, settle, type Work } from '../../shared/platform/work.ts';
import type { StoredDocument } from '../../shared/records/documents.ts';
import type { FundingRequest } from '../../shared/records/funding-requests.ts';
import type { documents } from './contract.ts';
import type { DocumentUseCaseDeps } from './use-case-deps.ts';

/** Until when a file can be posted. */
const uploadSeconds = 600;

/** Of a whole request, with what others have uploaded for it: those that can be used, or may yet. */
const mostDocuments = 20;
/** With those that were refused or never came: all are kept as long as the request, by one transaction. */
const mostUploads = 50;

interface NewDocument {
  readonly purpose: DocumentPurpose;
  readonly statementId?: string;
  readonly filename: string;
  readonly contentType: DocumentType;
}

/** The documents of a request that can be used, or may yet: neither refused, nor never posted while they could be. */
async function documentsOf({ documents, clock }: DocumentUseCaseDeps, { documentIds }: FundingRequest, work: Work) {
  const postedSince = new Date(clock().getTime() - uploadSeconds * 1000).toISOString();
  const found = await documents.findMany(documentIds, work);
  return found.filter(
    ({ status, createdAt }) => status === 'clean' || (status === 'pending' && createdAt > postedSince),
  );
}

/** @throws ProblemError `wrong-state` or `too-many-documents` */
function refuseMore({ status, documentIds }: FundingRequest, live: readonly StoredDocument[]): void {
  if (['declined', 'lapsed', 'withdrawn'].includes(status)) {
    throw new ProblemError('wrong-state', {
      detail: `The request is ${status}, and takes no more documents`,
      extensions: { fundingStatus: status },
    });
  }
  if (live.length >= mostDocuments || documentIds.length >= mostUploads) {
    throw new ProblemError('too-many-documents', { detail: `At most ${mostDocuments} documents belong to a request` });
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
      refuseMore(request, await documentsOf(deps, request, work));
      return add(deps, request, body, { work, once });
    });

export const createAddStatementDocument =
  (deps: DocumentUseCaseDeps): UseCase<typeof documents.routes.addStatementDocument> =>
  async ({ path: { statementId }, body }, { caller, work, once }) =>
    settle(work, async () => {
      const supported = await deps.requests.findStatementForLink(statementId, caller.tokenHash, work);
      if (!supported) throw new ProblemError('link-not-valid');
      const { statement, request } = supported;
      if (statement.status !== 'asked' || !isUndecided(request.status)) {
        throw new ProblemError('wrong-state', {
          detail: 'The request is no longer waiting for this statement',
          extensions: { statementStatus: statement.status },
        });
      }
      const live = await documentsOf(deps, request, work);
      refuseMore(request, live);
      const own = live.filter((document) => document.statementId === statementId);
      if (own.length >= documentsAtOnce) {
        throw new ProblemError('too-many-documents', {
          detail: `A statement has ${documentsAtOnce} documents at most`,
        });
      }
      return add(deps, request, { ...body, purpose: 'statement', statementId }, { work, once });
    });
