import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import type { S3Answer, S3Request } from './answers.ts';
import { accessDenied, S3Error } from './errors.ts';
import { type Guard, objectArn } from './guard.ts';
import type { Objects } from './objects.ts';

export interface WritesDeps {
  readonly objects: Objects;
  readonly guard: Guard;
  readonly time: Time;
}

/** What functions do to objects themselves, rather than by a form that they have signed. */
export function createWrites({ objects, guard, time }: WritesDeps) {
  return {
    /** A whole object. */
    async put(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      { headers, body }: S3Request,
    ): Promise<S3Answer> {
      const encryption = await guard.authorizePut(fn, bucket, key, (name) => headers[name]);
      if (headers['if-none-match'] === '*' && objects.get(bucket.name, key)) {
        throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
      }
      const isSummed = Object.keys(headers).some((name) => /^(content-md5$|x-amz-checksum-)/.test(name));
      if (bucket.lockedDays > 0 && !isSummed) {
        throw new S3Error(
          400,
          'InvalidRequest',
          'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
        );
      }
      const contentType = headers['content-type'] ?? 'binary/octet-stream';
      const object = objects.put({ bucket: bucket.name, key, contentType, ...encryption, body });
      if (bucket.lockedDays > 0) {
        objects.lock(object.versionId, time.now().getTime() + bucket.lockedDays * 86_400_000);
      }
      return { status: 200, headers: { ETag: object.eTag, 'x-amz-version-id': object.versionId }, body: '' };
    },

    async remove(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      versionId: string | undefined,
    ): Promise<S3Answer> {
      const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
      await guard.authorize(fn, bucket, action, objectArn(bucket, key));
      if (versionId !== undefined && objects.lockedUntil(versionId) > time.now().getTime()) {
        throw accessDenied('Access Denied because object protected by object lock.');
      }
      objects.delete(bucket.name, key, versionId);
      return { status: 204, headers: {}, body: '' };
    },
  };
}
