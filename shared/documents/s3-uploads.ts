import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { createS3Client } from '#platform/s3-client.ts';
import { tidyingMs } from '#platform/work.ts';
import { linkEndsAt, presignDownload } from './download-link.ts';
import type { ExportsDeps } from './exports.ts';

export interface UploadsDeps {
  /** Each has its own: one function does not open the tables of another. */
  readonly area: 'bookings' | 'funding';
  readonly bucket: string;
  /** Of the key under which every document is encrypted. */
  readonly keyArn: string;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Tables alone are written so. */
const contentType = 'text/csv; charset=utf-8';

/** Files of a day: what lies under `exports/` the bucket deletes by itself (infra/stacks/documents-stack.ts). */
export const createS3Uploads = ({
  s3,
  area,
  bucket,
  keyArn,
  clock,
  newId,
}: UploadsDeps & { readonly s3: S3Client }): ExportsDeps['begin'] => {
  return async (filename, { signal }) => {
    // Names nobody, and is told to nobody but by the link.
    const key = `exports/${area}/${newId()}.csv`;
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: keyArn,
      }),
      { abortSignal: signal },
    );
    const upload = { Bucket: bucket, Key: key, UploadId };
    const parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
    return {
      async add(part, work) {
        const PartNumber = parts.length + 1;
        const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }), {
          abortSignal: work.signal,
        });
        parts.push({ PartNumber, ETag });
      },

      async finish(work) {
        const { VersionId } = await s3.send(
          new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
          { abortSignal: work.signal },
        );
        if (VersionId === undefined) throw new Error('The bucket keeps no versions');
        const endsAt = linkEndsAt(clock());
        const url = await presignDownload({ s3, bucket }, { key, versionId: VersionId, filename, contentType });
        return { url, endsAt };
      },

      async abandon() {
        await s3.send(new AbortMultipartUploadCommand(upload), { abortSignal: AbortSignal.timeout(tidyingMs) });
      },
    };
  };
};

export const openS3Uploads = (deps: UploadsDeps): ExportsDeps['begin'] =>
  createS3Uploads({ ...deps, s3: createS3Client() });
