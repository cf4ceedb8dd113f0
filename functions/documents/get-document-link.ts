import { linkEndsAt } from '#documents/download-link.ts';
import type { DocumentPurpose } from '#domain/documents/document.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { StaffGroup } from '#http/route.ts';
import type { UseCase } from '#http/use-case.ts';
import type { documents } from './contract.ts';
import type { StaffDeps } from './use-case-deps.ts';

const readers: Readonly<Record<DocumentPurpose, readonly StaffGroup[]>> = {
  statement: ['admin', 'funding'],
  evidence: ['admin', 'funding'],
  invoice: ['admin', 'finance', 'funding'],
};

export const createGetDocumentLink =
  (deps: StaffDeps): UseCase<typeof documents.routes.getDocumentLink> =>
  async ({ path }, { caller, work }) => {
    const document = await deps.documents.find(path.documentId, work);
    if (!document) throw new ProblemError('document-not-found');
    const { purpose, status, documentId, fundingRequestId, objectVersion } = document;
    if (!caller.groups.some((group) => readers[purpose].includes(group))) throw new ProblemError('not-allowed');
    const request = await deps.requests.find(fundingRequestId, work);
    // It goes a little after what it belongs to, whose end is its own.
    if (!request) throw new ProblemError('document-not-found');
    if (sameMailbox(request.workEmail, caller.workEmail)) throw new ProblemError('own-request');
    if (status !== 'clean' || objectVersion === undefined) {
      throw new ProblemError('document-not-ready', {
        detail: status === 'pending' ? 'It is still being checked' : 'It was refused, and nobody can open it',
        extensions: { documents: [{ documentId, status }] },
      });
    }
    await deps.audit(
      [
        {
          action: 'document-opened',
          subject: `DOCUMENT#${documentId}`,
          actor: caller.sub,
          facts: { fundingRequestId, purpose },
        },
      ],
      work,
    );
    const { objectKey, filename, contentType } = document;
    const endsAt = linkEndsAt(deps.clock());
    const url = await deps.store.presignDownload({ key: objectKey, versionId: objectVersion, filename, contentType });
    return { status: 200, body: { url, endsAt } };
  };
