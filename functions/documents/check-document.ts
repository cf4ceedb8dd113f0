import { createHash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { isPasswordProtected, typeOfBytes } from '../../shared/domain/documents.ts';
import { id } from '../../shared/domain/fields.ts';
import { owedMessage } from '../../shared/email/owed-message.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import { type Work, workWithin } from '../../shared/platform/work.ts';
import type { CheckedDocument, StoredDocument } from '../../shared/records/documents.ts';
import type { OwedEmail } from '../../shared/records/emails.ts';
import type { DocumentUseCaseDeps } from './use-case-deps.ts';

/** What GuardDuty says of an object that it has scanned (GuardDuty user guide, “Monitoring S3 object scans with EventBridge”). */
const ScanResult = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

const KeyOfOurs = z.templateLiteral(['documents/', id, '/', id]);

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type Refused = Exclude<CheckedDocument['rejectedBecause'], undefined> | 'infected';

export const createCheckDocument = (
  deps: DocumentUseCaseDeps & { readonly hub: Hub; readonly log: Log; readonly counter: Counter },
) => {
  /** The type is read again from the bytes: what the browser said of the file is no more than its name. */
  async function look(
    { objectKey, contentType }: StoredDocument,
    scanned: string,
    work: Work,
  ): Promise<CheckedDocument> {
    if (scanned === 'THREATS_FOUND') return { status: 'infected' };
    // What cannot be scanned, or was not, is never served.
    if (scanned !== 'NO_THREATS_FOUND') return { status: 'rejected', rejectedBecause: 'not-scanned' };
    const bytes = await deps.store.read(objectKey, work);
    if (!bytes) return { status: 'rejected', rejectedBecause: 'not-scanned' };
    if (typeOfBytes(bytes) !== contentType) return { status: 'rejected', rejectedBecause: 'not-what-it-says' };
    if (contentType === 'application/pdf' && isPasswordProtected(bytes)) {
      return { status: 'rejected', rejectedBecause: 'password-protected' };
    }
    return { status: 'clean', bytes: bytes.length, sha256: digest(bytes) };
  }

  /** Whoever uploaded it is told that it cannot be used: the applicant, or who gives a statement. */
  async function wordTo(document: StoredDocument, why: Refused, work: Work): Promise<OwedEmail | undefined> {
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
      linkExpiresAt: statement ? Math.ceil(Date.parse(statement.endsAt) / 1000) : (request.expiresAt ?? 0),
    };
  }

  return async (event: unknown, context: Context): Promise<{ status: string }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const { detail } = ScanResult.parse(event);
    const key = KeyOfOurs.safeParse(detail.s3ObjectDetails.objectKey);
    const documentId = key.success ? key.data.split('/').at(-1) : undefined;
    const document = documentId === undefined ? undefined : await deps.documents.find(documentId, work);
    // Gone meanwhile, or told twice: there is nothing to find out.
    if (document?.status !== 'pending') return { status: document?.status ?? 'unknown' };
    const checked = await look(document, detail.scanResultDetails.scanResultStatus, work);
    const { status } = checked;
    const told = status === 'clean' ? undefined : await wordTo(document, checked.rejectedBecause ?? 'infected', work);
    const outcome = await deps.documents.recordCheck(document, checked, told, work);
    if (outcome === 'changed') {
      deps.log.event('document-checked', { documentId: document.documentId, status });
      if (status !== 'clean') deps.counter.count('DocumentRefused');
    }
    deps.counter.flush();
    return { status };
  };
};
