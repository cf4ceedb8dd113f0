import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import { element, type S3Answer, versionHeaders, xmlAnswer } from './answers.ts';
import { S3Error } from './errors.ts';
import { type Guard, objectArn } from './guard.ts';
import type { Objects, StoredObject } from './objects.ts';

/** An object as it is downloaded, under the headers that a link may ask for. */
function shown(object: StoredObject, query: URLSearchParams): S3Answer {
  const asked = (name: string) => query.get(`response-${name}`);
  const headers: Record<string, string> = {
    'Content-Type': asked('content-type') ?? object.contentType,
    'Content-Length': String(object.body.length),
    ...versionHeaders(object),
  };
  const disposition = asked('content-disposition');
  if (disposition) headers['Content-Disposition'] = disposition;
  const cacheControl = asked('cache-control');
  if (cacheControl) headers['Cache-Control'] = cacheControl;
  return { status: 200, headers, body: object.body };
}

/** What is asked of objects without changing them. */
export function createReads({ objects, guard }: { readonly objects: Objects; readonly guard: Guard }) {
  async function find(fn: DeployedFunction, bucket: DeployedBucket, key: string, versionId: string | undefined) {
    const object = objects.get(bucket.name, key, versionId);
    const tags = Object.entries(object?.tags ?? {}).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]);
    const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    // Who may not list learns from neither answer whether there is anything.
    await guard.authorize(fn, bucket, action, objectArn(bucket, key), Object.fromEntries(tags));
    if (!object && versionId !== undefined) {
      throw new S3Error(404, 'NoSuchVersion', 'The specified version does not exist.');
    }
    if (!object) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    if (object.encryptionKey !== '') await guard.authorizeKey(fn, 'kms:Decrypt', object.encryptionKey);
    return object;
  }

  return {
    async show(fn: DeployedFunction, bucket: DeployedBucket, key: string, query: URLSearchParams): Promise<S3Answer> {
      return shown(await find(fn, bucket, key, query.get('versionId') ?? undefined), query);
    },

    async showTags(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      versionId: string | undefined,
    ): Promise<S3Answer> {
      const action = versionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging';
      await guard.authorize(fn, bucket, action, objectArn(bucket, key));
      const object = objects.get(bucket.name, key, versionId);
      if (!object) throw new S3Error(404, versionId === undefined ? 'NoSuchKey' : 'NoSuchVersion', 'It does not exist');
      const tags = Object.entries(object.tags).map(
        ([name, value]) => `<Tag>${element('Key', name)}${element('Value', value)}</Tag>`,
      );
      return xmlAnswer(200, 'Tagging', `<TagSet>${tags.join('')}</TagSet>`);
    },

    async listVersions(fn: DeployedFunction, bucket: DeployedBucket, query: URLSearchParams): Promise<S3Answer> {
      const prefix = query.get('prefix') ?? '';
      await guard.authorize(fn, bucket, 's3:ListBucketVersions', bucket.arn, { 's3:prefix': prefix });
      const entries = objects.versions(bucket.name, prefix).map(({ key, versionId, isDeleteMarker, isLatest }) => {
        const name = isDeleteMarker ? 'DeleteMarker' : 'Version';
        return `<${name}>${element('Key', key)}<VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest></${name}>`;
      });
      return xmlAnswer(
        200,
        'ListVersionsResult',
        `<Name>${bucket.name}</Name>${element('Prefix', prefix)}<IsTruncated>false</IsTruncated>${entries.join('')}`,
      );
    },
  };
}
