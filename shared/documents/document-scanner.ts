import { type GuardDutyClient, SendObjectMalwareScanCommand } from '@aws-sdk/client-guardduty';
import type { Work } from '#platform/work.ts';
import type { FileVersion } from './download-link.ts';

export interface DocumentScanner {
  /** Asks for a scan of a version as if it had just come: what is found is told and tagged in the same way. */
  askFor(file: FileVersion, work: Work): Promise<void>;
}

export const createDocumentScanner = ({
  guardDuty,
  bucket,
}: {
  readonly guardDuty: GuardDutyClient;
  readonly bucket: string;
}): DocumentScanner => ({
  async askFor({ key, versionId }, work) {
    const command = new SendObjectMalwareScanCommand({ S3Object: { Bucket: bucket, Key: key, VersionId: versionId } });
    await guardDuty.send(command, { abortSignal: work.signal });
  },
});
