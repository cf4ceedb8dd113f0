import type { DocumentRefusal } from '#email/documents/refusals.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { StoredTrainingDocument, TrainingDocuments } from '#records/documents/training-documents.ts';
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

/** Whoever uploaded it, by the address that they now have: signed in, they upload another. */
export const createTellLearner =
  (deps: { readonly trainingDocuments: Pick<TrainingDocuments, 'findWhose'>; readonly newId: NewId }) =>
  async (document: StoredTrainingDocument, why: DocumentRefusal, work: Work): Promise<OwedEmail | undefined> => {
    const account = await deps.trainingDocuments.findWhose(document, work);
    if (!account) return undefined;
    const { personId, name, workEmail } = account;
    const facts = { name, filename: document.filename, why };
    return {
      ...owedMessage(deps.newId(), { kind: 'training-document-refused', facts }),
      to: workEmail,
      about: { kind: 'account', id: personId },
    };
  };
