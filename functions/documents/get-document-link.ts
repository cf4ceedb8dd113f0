import type { DocumentPurpose } from '#domain/documents/document.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { StaffGroup } from '#http/route.ts';
import type { UseCase } from '#http/use-case.ts';
import { asClean, linkTo } from './clean-link.ts';
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
    const { purpose, documentId, fundingRequestId } = document;
    if (!caller.groups.some((group) => readers[purpose].includes(group))) throw new ProblemError('not-allowed');
    const request = await deps.requests.find(fundingRequestId, work);
    // It goes a little after what it belongs to, whose end is its own.
    if (!request) throw new ProblemError('document-not-found');
    if (sameMailbox(request.workEmail, caller.workEmail)) throw new ProblemError('own-request');
    const clean = asClean(document);
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
    return { status: 200, body: await linkTo(deps, clean) };
  };
