import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { element, type S3Answer, type S3Request, xmlAnswer } from './answers.ts';
import { corsHeaders } from './cors.ts';
import { accessDenied, S3Error } from './errors.ts';
import { createFormUpload } from './form-upload.ts';
import { createGuard, type GuardDeps } from './guard.ts';
import { createMultipart } from './multipart.ts';
import type { Objects } from './objects.ts';
import { createReads } from './reads.ts';
import { type Scope, verifyLink } from './signature-v4.ts';
import type { Uploads } from './uploads.ts';
import { createWrites } from './writes.ts';

/** Bucket and key as the text that they are: a path is never walked, so that `../` is a part of a name like any other. */
function placeOf(target: string): { bucket: string; key: string; path: string; query: URLSearchParams } {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key: decodeURIComponent(key), path, query: new URLSearchParams(query) };
}

export interface S3GateDeps extends GuardDeps {
  readonly buckets: readonly DeployedBucket[];
  readonly objects: Objects;
  readonly uploads: Uploads;
  /** By access key id. */
  readonly callers: ReadonlyMap<string, DeployedFunction>;
  readonly time: Time;
}

/**
 * S3 as far as the hub uses it, as strict as S3: forms and links are held against what was signed, whoever signed them against
 * their own policy and the bucket's. What it does not know it answers with 501.
 */
export function createS3Gate({ buckets, callers, objects, uploads, time, ...deps }: S3GateDeps) {
  const guard = createGuard(deps);
  const reads = createReads({ objects, guard });
  const writes = createWrites({ objects, guard, time });
  const multipart = createMultipart({ objects, uploads, guard });
  const upload = createFormUpload({ objects, guard, time, signer });

  function signer({ accessKeyId }: Scope): DeployedFunction {
    const fn = callers.get(accessKeyId);
    if (!fn) throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist');
    return fn;
  }

  const bucketNamed = (name: string) => buckets.find((bucket) => bucket.name === name);

  async function answer(request: S3Request): Promise<S3Answer> {
    const { method, target, headers, caller } = request;
    const { bucket: name, key, path, query } = placeOf(target);
    const bucket = bucketNamed(name);
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    if (method === 'POST' && key === '') return upload(bucket, request);
    const isLink = query.has('X-Amz-Signature');
    const fn = isLink ? signer(verifyLink(method, path, query, headers.host ?? '', time.now())) : caller;
    if (!fn) throw accessDenied();
    const versionId = query.get('versionId') ?? undefined;
    if (method === 'GET' && key !== '' && query.has('tagging')) return reads.showTags(fn, bucket, key, versionId);
    if (method === 'GET' && key !== '') return reads.show(fn, bucket, key, query);
    if (method === 'PUT' && key !== '' && [...query.keys()].every((parameter) => parameter === 'x-id'))
      return writes.put(fn, bucket, key, request);
    if (method === 'POST' && query.has('uploads')) return multipart.begin(fn, bucket, key, request);
    if (method === 'PUT' && key !== '' && query.has('uploadId') && query.has('partNumber'))
      return multipart.keepPart(fn, bucket, key, query, request);
    if (method === 'POST' && query.has('uploadId')) return multipart.finish(fn, bucket, key, query, request);
    if (method === 'DELETE' && query.has('uploadId')) return multipart.abandon(fn, bucket, key, query);
    if (method === 'GET' && query.has('versions')) return reads.listVersions(fn, bucket, query);
    if (method === 'DELETE' && key !== '') return writes.remove(fn, bucket, key, versionId);
    throw new S3Error(501, 'NotImplemented', `${method} of this is not stood in for locally`);
  }

  return async (request: S3Request): Promise<S3Answer> => {
    const { method, target, headers } = request;
    const preflight = method === 'OPTIONS';
    const wanted = preflight ? String(headers['access-control-request-method'] ?? '') : method;
    const cors = corsHeaders(bucketNamed(placeOf(target).bucket), wanted, headers.origin);
    if (preflight) return { status: Object.keys(cors).length > 0 ? 200 : 403, headers: cors, body: '' };
    try {
      const answered = await answer(request);
      return { ...answered, headers: { ...answered.headers, ...cors } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const { status, code, message } = error;
      return xmlAnswer(status, 'Error', `<Code>${code}</Code>${element('Message', message)}`, cors);
    }
  };
}

export type S3Gate = ReturnType<typeof createS3Gate>;
