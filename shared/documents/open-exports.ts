import { createExports, type Exports, type ExportsDeps } from './exports.ts';
import type { UploadsDeps } from './s3-uploads.ts';

/** S3's client is loaded when the first table is too large to be answered, which most never are: by a file of ours, as KMS's is. */
export function openExports(
  env: { readonly DOCUMENTS_BUCKET: string; readonly DOCUMENTS_KEY: string },
  area: UploadsDeps['area'],
  { clock, newId }: Pick<UploadsDeps, 'clock' | 'newId'>,
): Exports {
  let begin: ExportsDeps['begin'] | undefined;
  return createExports({
    async begin(filename, work) {
      const { openS3Uploads } = await import('./s3-uploads.ts');
      begin ??= openS3Uploads({ area, bucket: env.DOCUMENTS_BUCKET, keyArn: env.DOCUMENTS_KEY, clock, newId });
      return begin(filename, work);
    },
  });
}
