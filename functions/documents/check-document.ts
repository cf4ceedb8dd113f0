import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { type Work, workWithin } from '#platform/work.ts';
import { createJudgeDocument, type JudgeDeps } from './judge-document.ts';

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

const KeyOfOurs = z.templateLiteral(['documents/', id, '/', id]);

export const createCheckDocument = (deps: JudgeDeps) => {
  const judge = createJudgeDocument(deps);

  async function check(event: unknown, work: Work): Promise<string> {
    const trouble = Trouble.safeParse(event);
    if (trouble.success) {
      deps.log.event('scanner-troubled', { word: trouble.data['detail-type'] });
      deps.counter.count('ScannerTroubled');
      return 'troubled';
    }
    const { s3ObjectDetails, scanResultDetails } = ScanResult.parse(event).detail;
    const key = KeyOfOurs.safeParse(s3ObjectDetails.objectKey);
    const documentId = key.success ? key.data.split('/').at(-1) : undefined;
    if (documentId === undefined) return 'unknown';
    const { versionId } = s3ObjectDetails;
    const status = await judge({ documentId, versionId, scanResult: scanResultDetails.scanResultStatus }, work);
    // Found clean, and refused by the bucket all the same: its tag is on the way, or it is gone. The next look will tell.
    if (status === 'not-readable') await deps.documents.lookAgain({ documentId }, deps.clock(), work);
    return status;
  }

  return async (event: unknown, context: Context): Promise<{ status: string }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const status = await check(event, workWithin(context));
    deps.counter.flush();
    return { status };
  };
};
