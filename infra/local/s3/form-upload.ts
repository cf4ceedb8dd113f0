import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { element, type S3Answer, type S3Request, versionHeaders, xmlAnswer } from './answers.ts';
import { S3Error } from './errors.ts';
import type { Guard } from './guard.ts';
import type { Objects, StoredObject } from './objects.ts';
import { verifyForm } from './post-policy.ts';
import type { Scope } from './signature-v4.ts';

interface Form {
  /** By name, in lower case, as S3 compares them. */
  readonly fields: Map<string, string>;
  readonly file: File;
}

/** @throws S3Error where it is not a form with one file */
async function readForm({ headers, body }: S3Request): Promise<Form> {
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
  return { fields, file };
}

/** Says that a form's file is kept, in as many words as the form asks for; a redirect goes before a status. */
function kept(object: StoredObject, fields: Form['fields']): S3Answer {
  const headers = versionHeaders(object);
  const redirect = fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const to = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: object.bucket, key: object.key, etag: object.eTag }))
      to.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, Location: to.href }, body: '' };
  }
  if (fields.get('success_action_status') !== '201') return { status: 204, headers, body: '' };
  const described = [
    element('Location', `/${object.bucket}/${object.key}`),
    element('Bucket', object.bucket),
    element('Key', object.key),
    element('ETag', object.eTag),
  ];
  return xmlAnswer(201, 'PostResponse', described.join(''), headers);
}

export interface FormUploadDeps {
  readonly objects: Objects;
  readonly guard: Guard;
  readonly time: Time;
  /** @throws S3Error where there is no such access key */
  readonly signer: (scope: Scope) => DeployedFunction;
}

/** A browser's form (Amazon S3 API reference, POST Object), which may do what the function that signed it may. */
export function createFormUpload({ objects, guard, time, signer }: FormUploadDeps) {
  return async (bucket: DeployedBucket, request: S3Request): Promise<S3Answer> => {
    const { fields, file } = await readForm(request);
    fields.set('bucket', bucket.name);
    const fn = signer(verifyForm(fields, file.size, time.now()));

    const key = fields.get('key') ?? '';
    const encryption = await guard.authorizePut(fn, bucket, key, (name) => fields.get(name));
    const object = objects.put({
      bucket: bucket.name,
      key,
      contentType: fields.get('content-type') ?? 'binary/octet-stream',
      ...encryption,
      body: Buffer.from(await file.arrayBuffer()),
    });
    return kept(object, fields);
  };
}
