import { S3Client } from '@aws-sdk/client-s3';
import { requestHandler } from './request-handler.ts';

/**
 * Made once when a function loads; region, credentials and any other endpoint come from its environment. Path style where an
 * endpoint is named, since an address in digits has no names below it. Checksums only where S3 asks for them: a browser that
 * posts a form sends none.
 */
export const createS3Client = (): S3Client =>
  new S3Client({
    requestHandler: requestHandler(),
    forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
