import type { DocumentPurpose } from '#domain/documents/document.ts';
import { documentsAtOnce, largestDocument, uploadSeconds } from '#domain/documents/document.ts';
import type { DocumentType } from '#domain/documents/file-types.ts';
import { type FundingRequest, isUndecided } from '#domain/funding/request.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { type Carrying, carryThrough, type Work } from '#platform/work.ts';
import { objectsOf } from '#records/documents/object-keys.ts';
import type { StoredRequest } from '#records/funding/request-writes.ts';
import type { documents } from './contract.ts';
import type { DocumentUseCaseDeps, UploadersDeps } from './use-case-deps.ts';

/** Of a whole request, with what others have uploaded for it: those that can be used, or may yet. */
const mostDocuments = 20;
/** In a day, with those that were refused or never came: nobody tries without end. */
const mostInADay = 30;
const dayMs = 86_400_000;

interface NewDocument {
  readonly purpose: DocumentPurpose;
  readonly statementId?: string;
  readonly filename: string;
  readonly contentType: DocumentType;
  readonly returnTo?: string | undefined;
}

/** The documents of a request, by what they still are to it. */
async function documentsOf({ documents, clock }: DocumentUseCaseDeps, { documentIds }: FundingRequest, work: Work) {
  const now = clock().getTime();
  const before = (milliseconds: number) => new Date(now - milliseconds).toISOString();
  const [postedSince, dayAgo] = [before(uploadSeconds * 1000), before(dayMs)];
  const found = await documents.findMany(documentIds, work);
  return {
    found,
    /** Can be used, or may yet: neither refused, nor never posted while they could be. */
    live: found.filter(
      ({ status, createdAt }) => status === 'clean' || (status === 'pending' && createdAt > postedSince),
    ),
    ofToday: found.filter(({ createdAt }) => createdAt > dayAgo),
    /** Refused, and shown for a day: they make room for others. */
    spent: found.filter(
      ({ status, createdAt }) => createdAt <= dayAgo && (status === 'infected' || status === 'rejected'),
    ),
  };
}
type DocumentsOf = Awaited<ReturnType<typeof documentsOf>>;

/** @throws ProblemError `wrong-state` or `too-many-documents` */
function refuseMore({ status }: FundingRequest, { live, ofToday }: DocumentsOf): void {
  if (['declined', 'lapsed', 'withdrawn'].includes(status)) {
    throw new ProblemError('wrong-state', {
      detail: `The request is ${status}, and takes no more documents`,
      extensions: { fundingStatus: status },
    });
  }
  if (live.length >= mostDocuments) {
    throw new ProblemError('too-many-documents', { detail: `At most ${mostDocuments} documents belong to a request` });
  }
  if (ofToday.length >= mostInADay) {
    throw new ProblemError('too-many-documents', {
      detail: `At most ${mostInADay} documents are uploaded for a request in a day. Try again tomorrow`,
    });
  }
}

/** Keeps that a document is to come, and answers where its file goes: to nowhere but its own key, as nothing but what it says. */
async function add(
  deps: UploadersDeps,
  before: StoredRequest,
  { found, spent }: DocumentsOf,
  { purpose, statementId, filename, contentType, returnTo }: NewDocument,
) {
  const now = deps.clock();
  const { fundingRequestId } = before;
  const documentId = deps.newId();
  const objectKey = objectsOf.funding.key(fundingRequestId, documentId);
  const form = { key: objectKey, contentType, expiresInSeconds: uploadSeconds };
  const byItself = await deps.store.presignUpload(form);
  const uploads =
    returnTo === undefined
      ? { upload: byItself }
      : {
          upload: await deps.store.presignUpload({ ...form, redirectTo: deps.siteUrl + returnTo }),
          uploadByScript: byItself,
        };
  const endsAt = new Date(now.getTime() + uploadSeconds * 1000).toISOString();
  const kept = found.filter((document) => !spent.includes(document)).map((document) => document.documentId);
  const document = {
    documentId,
    fundingRequestId,
    ...(statementId !== undefined && { statementId }),
    purpose,
    contentType,
    objectKey,
    status: 'pending' as const,
    createdAt: now.toISOString(),
    filename,
  };
  return {
    reply: { status: 201, body: { documentId, ...uploads, endsAt, largestBytes: largestDocument } },
    change: (carrying: Carrying) =>
      deps.documents.add(
        document,
        { before, next: { ...before, documentIds: [...kept, documentId] } },
        spent,
        carrying,
      ),
  } as const;
}

export const createAddDocument =
  (deps: UploadersDeps): UseCase<typeof documents.routes.addDocument> =>
  async ({ path, body }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const request = await deps.fundingLinks.findRequest(path.fundingRequestId, caller.tokenHash, work);
      if (!request) throw new ProblemError('link-not-valid');
      const own = await documentsOf(deps, request, work);
      refuseMore(request, own);
      return add(deps, request, own, body);
    });

export const createAddStatementDocument =
  (deps: UploadersDeps): UseCase<typeof documents.routes.addStatementDocument> =>
  async ({ path: { statementId }, body }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const supported = await deps.fundingLinks.findStatement(statementId, caller.tokenHash, work);
      if (!supported) throw new ProblemError('link-not-valid');
      const { statement, request } = supported;
      if (statement.status !== 'asked' || !isUndecided(request.status)) {
        throw new ProblemError('wrong-state', {
          detail: 'The request is no longer waiting for this statement',
          extensions: { statementStatus: statement.status },
        });
      }
      const all = await documentsOf(deps, request, work);
      refuseMore(request, all);
      const own = all.live.filter((document) => document.statementId === statementId);
      if (own.length >= documentsAtOnce) {
        throw new ProblemError('too-many-documents', {
          detail: `A statement has ${documentsAtOnce} documents at most`,
        });
      }
      return add(deps, request, all, { ...body, purpose: 'statement', statementId });
    });
