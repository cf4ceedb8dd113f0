import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { id } from '../../shared/domain/fields.ts';
import { workWithin } from '../../shared/platform/work.ts';
import { createJudgeDocument, type JudgeDeps } from './judge-document.ts';

/** What GuardDuty says of an object that it has scanned (GuardDuty user guide, “Monitoring S3 object scans with EventBridge”). */
const ScanResult = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

const KeyOfOurs = z.templateLiteral(['documents/', id, '/', id]);

/** Found clean, and refused by the bucket all the same: its tag is on the way. */
class NotReadableError extends Error {
  override readonly name = 'NotReadableError';
}

/** @throws NotReadableError so that Lambda asks again in a minute */
export const createCheckDocument = (deps: JudgeDeps) => {
  const judge = createJudgeDocument(deps);
  return async (event: unknown, context: Context): Promise<{ status: string }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const { s3ObjectDetails, scanResultDetails } = ScanResult.parse(event).detail;
    const key = KeyOfOurs.safeParse(s3ObjectDetails.objectKey);
    const documentId = key.success ? key.data.split('/').at(-1) : undefined;
    if (documentId === undefined) return { status: 'unknown' };
    const status = await judge(
      { documentId, versionId: s3ObjectDetails.versionId, scanResult: scanResultDetails.scanResultStatus },
      workWithin(context),
    );
    deps.counter.flush();
    if (status === 'not-readable') throw new NotReadableError();
    return { status };
  };
};
