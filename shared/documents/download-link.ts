import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachment } from '#platform/filenames.ts';

/** As long as it takes to open it, and no longer: whoever finds the link later finds nothing. */
const linkSeconds = 60;

/** @param askedAt - before it is signed, which is told in whole seconds */
export const linkEndsAt = (askedAt: Date): string =>
  new Date((Math.floor(askedAt.getTime() / 1000) + linkSeconds) * 1000).toISOString();

/** A form can be posted more than once: which file is meant is known by the version that S3 gave it alone. */
export interface FileVersion {
  readonly key: string;
  readonly versionId: string;
}

/** A link that opens this version of a file for a minute, to be saved under this name and never shown in the page. */
export const presignDownload = (
  { s3, bucket }: { readonly s3: S3Client; readonly bucket: string },
  { key, versionId, filename, contentType }: FileVersion & { readonly filename: string; readonly contentType: string },
): Promise<string> =>
  getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      VersionId: versionId,
      ResponseContentDisposition: attachment(filename),
      ResponseContentType: contentType,
      ResponseCacheControl: 'no-store',
    }),
    { expiresIn: linkSeconds },
  );
