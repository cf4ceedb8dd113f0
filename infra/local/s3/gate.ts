import type { IncomingHttpHeaders } from 'node:http';
import type { Permissions, ResourcePolicy } from '../aws/permissions.ts';
import type { DeployedBucket, DeployedFunction, PolicyDocument } from '../template/deployment.ts';
import type { Naming } from '../template/physical-names.ts';
import type { Time } from '../time.ts';
import { accessDenied, S3Error } from './errors.ts';
import type { Objects, StoredObject } from './objects.ts';
import { verifyForm } from './post-policy.ts';
import { type Scope, verifyLink } from './signature-v4.ts';

export interface S3Request {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Who signed the request itself, rather than a link or a form. */
  readonly caller: DeployedFunction | undefined;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const xml = (root: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`;

const xmlAnswer = (
  status: number,
  root: string,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): S3Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml', ...headers },
  body: xml(root, content),
});

const encryptionHeaders = ({ encryption, encryptionKey }: StoredObject): Record<string, string> =>
  encryption === ''
    ? {}
    : {
        'x-amz-server-side-encryption': encryption,
        'x-amz-server-side-encryption-aws-kms-key-id': encryptionKey,
        'x-amz-server-side-encryption-bucket-key-enabled': 'true',
      };

/** Bucket and key as the text that they are: a path is never walked, so that `../` is a part of a name like any other. */
function placeOf(target: string): { bucket: string; key: string; path: string; query: URLSearchParams } {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key: decodeURIComponent(key), path, query: new URLSearchParams(query) };
}

/**
 * S3 as far as the hub uses it, as strict as S3: forms and links are held against what was signed, whoever signed them against
 * their own policy and the bucket's. What it does not know it answers with 501.
 */
export function createS3Gate(deps: {
  readonly buckets: readonly DeployedBucket[];
  readonly keyPolicies: ReadonlyMap<string, PolicyDocument>;
  readonly objects: Objects;
  readonly permissions: Permissions;
  readonly naming: Naming;
  readonly callers: ReadonlyMap<string, DeployedFunction>;
  readonly time: Time;
}) {
  const { objects, permissions, naming, callers, time } = deps;
  const viaS3 = { 'kms:ViaService': `s3.${naming.region}.amazonaws.com` };

  function bucketNamed(name: string): DeployedBucket {
    const bucket = deps.buckets.find((each) => each.name === name);
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    return bucket;
  }

  function signer({ accessKeyId }: Scope): DeployedFunction {
    const fn = callers.get(accessKeyId);
    if (!fn) throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist');
    return fn;
  }

  /** @throws S3Error where the function's own policy, or the bucket's, does not let it */
  async function authorize(
    fn: DeployedFunction,
    { policies }: DeployedBucket,
    action: string,
    resource: string,
    context: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const conditions = {
      ...context,
      'aws:PrincipalArn': fn.roleArn,
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
    };
    const requested = { action, resource, context: conditions };
    const policy: ResourcePolicy = { Version: '2012-10-17', Statement: policies.flatMap(({ Statement }) => Statement) };
    if (!(await permissions.isAllowed(fn, requested, policy))) throw accessDenied();
  }

  async function authorizeKey(fn: DeployedFunction, action: string, keyArn: string): Promise<void> {
    const policy = deps.keyPolicies.get(keyArn);
    const allowed = policy && (await permissions.isAllowed(fn, { action, resource: keyArn, context: viaS3 }, policy));
    if (!allowed) throw accessDenied(`not authorized to perform: ${action}`);
  }

  const objectArn = (bucket: DeployedBucket, key: string) => `${bucket.arn}/${key}`;

  async function find(fn: DeployedFunction, bucket: DeployedBucket, key: string, versionId?: string) {
    const object = objects.get(bucket.name, key, versionId);
    const tags = Object.entries(object?.tags ?? {}).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]);
    const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
    // Who may not list learns from neither answer whether there is anything.
    await authorize(fn, bucket, action, objectArn(bucket, key), Object.fromEntries(tags));
    if (!object && versionId !== undefined) {
      throw new S3Error(404, 'NoSuchVersion', 'The specified version does not exist.');
    }
    if (!object) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    if (object.encryptionKey !== '') await authorizeKey(fn, 'kms:Decrypt', object.encryptionKey);
    return object;
  }

  function show(object: StoredObject, query: URLSearchParams): S3Answer {
    const asked = (name: string) => query.get(`response-${name}`);
    const headers: Record<string, string> = {
      'Content-Type': asked('content-type') ?? object.contentType,
      'Content-Length': String(object.body.length),
      ETag: object.eTag,
      'x-amz-version-id': object.versionId,
      ...encryptionHeaders(object),
    };
    const disposition = asked('content-disposition');
    if (disposition) headers['Content-Disposition'] = disposition;
    const cacheControl = asked('cache-control');
    if (cacheControl) headers['Cache-Control'] = cacheControl;
    return { status: 200, headers, body: object.body };
  }

  /** A browser's form (Amazon S3 API reference, POST Object). */
  async function post(bucket: DeployedBucket, { headers, body }: S3Request): Promise<S3Answer> {
    const contentType = headers['content-type'] ?? '';
    if (!contentType.startsWith('multipart/form-data')) {
      throw new S3Error(412, 'PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data');
    }
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
      .formData()
      .catch(() => {
        throw new S3Error(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed');
      });
    const file = form.get('file');
    if (!(file instanceof File))
      throw new S3Error(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
    const fields = new Map<string, string>();
    for (const [name, value] of form) if (typeof value === 'string') fields.set(name.toLowerCase(), value);
    fields.set('bucket', bucket.name);
    const fn = signer(verifyForm(fields, file.size, time.now()));

    const key = fields.get('key') ?? '';
    const encryption = fields.get('x-amz-server-side-encryption') ?? '';
    const encryptionKey = fields.get('x-amz-server-side-encryption-aws-kms-key-id') ?? '';
    await authorize(fn, bucket, 's3:PutObject', objectArn(bucket, key), {
      ...(encryption && { 's3:x-amz-server-side-encryption': encryption }),
      ...(encryptionKey && { 's3:x-amz-server-side-encryption-aws-kms-key-id': encryptionKey }),
    });
    if (encryptionKey) await authorizeKey(fn, 'kms:GenerateDataKey', encryptionKey);
    const object = objects.put({
      bucket: bucket.name,
      key,
      contentType: fields.get('content-type') ?? 'binary/octet-stream',
      encryption,
      encryptionKey,
      body: Buffer.from(await file.arrayBuffer()),
    });
    const answered = { ETag: object.eTag, 'x-amz-version-id': object.versionId, ...encryptionHeaders(object) };
    if (fields.get('success_action_status') !== '201') return { status: 204, headers: answered, body: '' };
    const described = [
      ['Location', `/${bucket.name}/${key}`],
      ['Bucket', bucket.name],
      ['Key', key],
      ['ETag', object.eTag],
    ].map(([name, value]) => `<${name}>${escapeXml(value ?? '')}</${name}>`);
    return xmlAnswer(201, 'PostResponse', described.join(''), answered);
  }

  /** Of what a function puts itself: a whole object, under no key of ours. */
  async function put(
    fn: DeployedFunction,
    bucket: DeployedBucket,
    key: string,
    { headers, body }: S3Request,
  ): Promise<S3Answer> {
    await authorize(fn, bucket, 's3:PutObject', objectArn(bucket, key));
    if (headers['if-none-match'] === '*' && objects.get(bucket.name, key)) {
      throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    }
    const isSummed = Object.keys(headers).some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'));
    if (bucket.lockedDays > 0 && !isSummed) {
      throw new S3Error(
        400,
        'InvalidRequest',
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
      );
    }
    const contentType = headers['content-type'] ?? 'binary/octet-stream';
    const object = objects.put({ bucket: bucket.name, key, contentType, encryption: '', encryptionKey: '', body });
    if (bucket.lockedDays > 0) {
      objects.lock(object.versionId, time.now().getTime() + bucket.lockedDays * 86_400_000);
    }
    return { status: 200, headers: { ETag: object.eTag, 'x-amz-version-id': object.versionId }, body: '' };
  }

  async function listVersions(fn: DeployedFunction, bucket: DeployedBucket, query: URLSearchParams): Promise<S3Answer> {
    const prefix = query.get('prefix') ?? '';
    await authorize(fn, bucket, 's3:ListBucketVersions', bucket.arn, { 's3:prefix': prefix });
    const entries = objects.versions(bucket.name, prefix).map(({ key, versionId, isDeleteMarker, isLatest }) => {
      const name = isDeleteMarker ? 'DeleteMarker' : 'Version';
      return `<${name}><Key>${escapeXml(key)}</Key><VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest></${name}>`;
    });
    return xmlAnswer(
      200,
      'ListVersionsResult',
      `<Name>${bucket.name}</Name><Prefix>${escapeXml(prefix)}</Prefix><IsTruncated>false</IsTruncated>${entries.join('')}`,
    );
  }

  async function showTags(fn: DeployedFunction, bucket: DeployedBucket, key: string, versionId: string | undefined) {
    const action = versionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging';
    await authorize(fn, bucket, action, objectArn(bucket, key));
    const object = objects.get(bucket.name, key, versionId);
    if (!object) throw new S3Error(404, versionId === undefined ? 'NoSuchKey' : 'NoSuchVersion', 'It does not exist');
    const tags = Object.entries(object.tags).map(
      ([name, value]) => `<Tag><Key>${escapeXml(name)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
    );
    return xmlAnswer(200, 'Tagging', `<TagSet>${tags.join('')}</TagSet>`);
  }

  async function remove(fn: DeployedFunction, bucket: DeployedBucket, key: string, versionId: string | undefined) {
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    await authorize(fn, bucket, action, objectArn(bucket, key));
    if (versionId !== undefined && objects.lockedUntil(versionId) > time.now().getTime()) {
      throw accessDenied('Access Denied because object protected by object lock.');
    }
    objects.delete(bucket.name, key, versionId);
    return { status: 204, headers: {}, body: '' };
  }

  async function answer(request: S3Request): Promise<S3Answer> {
    const { method, target, headers, caller } = request;
    const { bucket: name, key, path, query } = placeOf(target);
    const bucket = bucketNamed(name);
    if (method === 'POST' && key === '') return post(bucket, request);
    const isLink = query.has('X-Amz-Signature');
    const fn = isLink ? signer(verifyLink(method, path, query, headers.host ?? '', time.now())) : caller;
    if (!fn) throw accessDenied();
    const versionId = query.get('versionId') ?? undefined;
    if (method === 'GET' && key !== '' && query.has('tagging')) return showTags(fn, bucket, key, versionId);
    if (method === 'GET' && key !== '') return show(await find(fn, bucket, key, versionId), query);
    if (method === 'PUT' && key !== '' && [...query.keys()].every((name) => name === 'x-id'))
      return put(fn, bucket, key, request);
    if (method === 'GET' && query.has('versions')) return listVersions(fn, bucket, query);
    if (method === 'DELETE' && key !== '') return remove(fn, bucket, key, versionId);
    throw new S3Error(501, 'NotImplemented', `${method} of this is not stood in for locally`);
  }

  /** What the bucket's own rules let a page of another origin do. */
  function corsHeaders(target: string, method: string, origin: string | undefined): Record<string, string> {
    const bucket = deps.buckets.find(({ name: known }) => known === placeOf(target).bucket);
    const rule = bucket?.corsRules.find(
      ({ AllowedOrigins, AllowedMethods }) =>
        origin !== undefined && AllowedOrigins.includes(origin) && AllowedMethods.includes(method),
    );
    if (!rule || origin === undefined) return {};
    return {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': rule.AllowedMethods.join(', '),
      'Access-Control-Allow-Headers': rule.AllowedHeaders.join(', '),
      'Access-Control-Max-Age': String(rule.MaxAge),
      Vary: 'Origin',
    };
  }

  return async (request: S3Request): Promise<S3Answer> => {
    const { method, target, headers } = request;
    const preflight = method === 'OPTIONS';
    const wanted = preflight ? String(headers['access-control-request-method'] ?? '') : method;
    const cors = corsHeaders(target, wanted, headers.origin);
    if (preflight) return { status: Object.keys(cors).length > 0 ? 200 : 403, headers: cors, body: '' };
    try {
      const answered = await answer(request);
      return { ...answered, headers: { ...answered.headers, ...cors } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const { status, code, message } = error;
      return xmlAnswer(status, 'Error', `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`, cors);
    }
  };
}

export type S3Gate = ReturnType<typeof createS3Gate>;
