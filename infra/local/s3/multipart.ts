import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import { element, type S3Answer, type S3Request, versionHeaders, xmlAnswer } from './answers.ts';
import { S3Error } from './errors.ts';
import { type Guard, objectArn } from './guard.ts';
import type { Objects } from './objects.ts';
import type { StoredPart, Upload, Uploads } from './uploads.ts';

/** In bytes: 5 MiB, of every part but the last (Amazon S3 user guide, multipart upload limits). */
const leastBytes = 5 * 1024 * 1024;
const mostParts = 10_000;

interface NamedPart {
  readonly number: number;
  readonly eTag: string;
}

/** The list of parts of which an object is to be made. @throws S3Error where it is none */
function readParts(body: Buffer): NamedPart[] {
  const parts = [...body.toString('utf8').matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    eTag: (/<ETag>(.*?)<\/ETag>/s.exec(part)?.[1] ?? '').replaceAll(/&quot;|&#34;/g, '"'),
  }));
  if (parts.length > 0 && !parts.some(({ number }) => Number.isNaN(number))) return parts;
  throw new S3Error(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

const withoutQuotes = (eTag: string): string => eTag.replaceAll('"', '');

/** @throws S3Error where they are not the parts that were sent, in their order, each but the last large enough */
function holdAgainst(stored: readonly StoredPart[], named: readonly NamedPart[]): void {
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error(
      400,
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  const found = named.flatMap(
    (part) =>
      stored.find(({ number, eTag }) => number === part.number && withoutQuotes(eTag) === withoutQuotes(part.eTag)) ??
      [],
  );
  if (found.length < named.length) {
    throw new S3Error(
      400,
      'InvalidPart',
      'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part’s entity tag.',
    );
  }
  if (found.slice(0, -1).some(({ bytes }) => bytes < leastBytes)) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
}

export interface MultipartDeps {
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly guard: Guard;
}

/**
 * Objects that are written by their parts (Amazon S3 API reference, CreateMultipartUpload and what follows it). Each step but
 * abandoning asks for s3:PutObject. A part names no encryption: it is held against policies as a request without, and under the key that
 * the upload began with, which joining the parts opens.
 */
export function createMultipart({ objects, uploads, guard }: MultipartDeps) {
  function find(bucket: DeployedBucket, key: string, query: URLSearchParams): Upload {
    const upload = uploads.find(bucket.name, key, query.get('uploadId') ?? '');
    if (upload) return upload;
    throw new S3Error(
      404,
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    );
  }

  /** An upload that a function may go on with. */
  async function goingOn(fn: DeployedFunction, bucket: DeployedBucket, key: string, query: URLSearchParams) {
    await guard.authorize(fn, bucket, 's3:PutObject', objectArn(bucket, key));
    const upload = find(bucket, key, query);
    if (upload.encryptionKey !== '') await guard.authorizeKey(fn, 'kms:Decrypt', upload.encryptionKey);
    return upload;
  }

  return {
    async begin(fn: DeployedFunction, bucket: DeployedBucket, key: string, { headers }: S3Request): Promise<S3Answer> {
      const encryption = await guard.authorizePut(fn, bucket, key, (name) => headers[name]);
      const contentType = headers['content-type'] ?? 'binary/octet-stream';
      const { uploadId } = uploads.begin({ bucket: bucket.name, key, contentType, ...encryption });
      const named = [element('Bucket', bucket.name), element('Key', key), element('UploadId', uploadId)];
      return xmlAnswer(200, 'InitiateMultipartUploadResult', named.join(''));
    },

    async keepPart(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      query: URLSearchParams,
      { body }: S3Request,
    ): Promise<S3Answer> {
      const upload = await goingOn(fn, bucket, key, query);
      const number = Number(query.get('partNumber'));
      if (!Number.isInteger(number) || number < 1 || number > mostParts) {
        throw new S3Error(
          400,
          'InvalidArgument',
          `Part number must be an integer between 1 and ${mostParts}, inclusive`,
        );
      }
      return { status: 200, headers: { ETag: uploads.keepPart(upload.uploadId, number, body) }, body: '' };
    },

    async finish(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      query: URLSearchParams,
      { body }: S3Request,
    ): Promise<S3Answer> {
      const { uploadId, ...upload } = await goingOn(fn, bucket, key, query);
      const named = readParts(body);
      holdAgainst(uploads.parts(uploadId), named);
      const whole = Buffer.concat(named.map(({ number }) => uploads.bodyOf(uploadId, number)));
      const object = objects.put({ ...upload, body: whole });
      uploads.forget(uploadId);
      const made = [element('Bucket', bucket.name), element('Key', key), element('ETag', object.eTag)];
      return xmlAnswer(200, 'CompleteMultipartUploadResult', made.join(''), versionHeaders(object));
    },

    async abandon(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      query: URLSearchParams,
    ): Promise<S3Answer> {
      await guard.authorize(fn, bucket, 's3:AbortMultipartUpload', objectArn(bucket, key));
      uploads.forget(find(bucket, key, query).uploadId);
      return { status: 204, headers: {}, body: '' };
    },
  };
}
