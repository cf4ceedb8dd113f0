import type { DocumentRefusal } from '#email/documents/document-refused.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { OwedEmail } from '#records/emails/emails.ts';
import type { RequestsDeps } from './use-case-deps.ts';

/** Whoever uploaded it is told that it cannot be used: the applicant, or who gives a statement. */
export const createTellUploader =
  (deps: Pick<RequestsDeps, 'requests' | 'newId'>) =>
  async (document: StoredDocument, why: DocumentRefusal, work: Work): Promise<OwedEmail | undefined> => {
    const request = await deps.requests.find(document.fundingRequestId, work);
    if (!request) return undefined;
    const { statementId, filename } = document;
    const statement = statementId === undefined ? undefined : await deps.requests.findStatement(statementId, work);
    const facts = {
      reference: request.reference,
      name: statement?.authorName ?? request.name,
      courseName: request.course?.name ?? null,
      providerName: null,
      startsOn: null,
      amountPence: null,
      filename,
      why,
    };
    return {
      ...owedMessage(deps.newId(), { kind: 'document-refused', facts }),
      to: statement?.authorEmail ?? request.workEmail,
      about: statement
        ? { kind: 'statement', id: statement.statementId }
        : { kind: 'funding-request', id: request.fundingRequestId },
      linkExpiresAt: (statement ?? request).expiresAt ?? 0,
    };
  };
