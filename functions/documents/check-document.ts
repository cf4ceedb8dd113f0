import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { type Work, workWithin } from '#platform/work.ts';
import type { UploadedDocument } from '#records/documents/checking.ts';
import { createJudgeDocument, type JudgingDeps } from './judge-document.ts';
import { type KindOfDocuments, type KindsDeps, ofEachKind } from './kinds.ts';

/** What GuardDuty says of an object that it has scanned (GuardDuty user guide, “Monitoring S3 object scans with EventBridge”). */
const ScanResult = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

/** That the plan stands still, or that a tag could not be put: whatever else they say. */
const Trouble = z.object({
  'detail-type': z.enum([
    'GuardDuty Malware Protection Resource Status Warning',
    'GuardDuty Malware Protection Resource Status Error',
    'GuardDuty Malware Protection Post Scan Action Failed',
  ]),
});

/** Documents of one kind; nothing where the key is of another. */
function createCheckOne<D extends UploadedDocument>(deps: JudgingDeps, kind: KindOfDocuments<D>) {
  const judge = createJudgeDocument(deps, kind);
  return async (key: string, versionId: string, scanResult: string, work: Work) => {
    const documentId = kind.objects.documentOf(key);
    if (documentId === undefined) return undefined;
    const status = await judge({ documentId, key, versionId, scanResult }, work);
    // Found clean, and refused by the bucket all the same: its tag is on the way, or it is gone. The next look will tell.
    if (status === 'not-readable') await kind.documents.lookAgain({ documentId }, deps.clock(), work);
    return status;
  };
}

export const createCheckDocument = (deps: JudgingDeps & KindsDeps) => {
  const checks = ofEachKind(deps, (kind) => createCheckOne(deps, kind));

  async function check(event: unknown, work: Work): Promise<string> {
    const trouble = Trouble.safeParse(event);
    if (trouble.success) {
      deps.log.event('scanner-troubled', { word: trouble.data['detail-type'] });
      deps.counter.count('ScannerTroubled');
      return 'troubled';
    }
    const { s3ObjectDetails, scanResultDetails } = ScanResult.parse(event).detail;
    const { objectKey, versionId } = s3ObjectDetails;
    for (const checkOne of checks) {
      const status = await checkOne(objectKey, versionId, scanResultDetails.scanResultStatus, work);
      if (status !== undefined) return status;
    }
    return 'unknown';
  }

  return async (event: unknown, context: Context): Promise<{ status: string }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const status = await check(event, workWithin(context));
    deps.counter.flush();
    return { status };
  };
};
