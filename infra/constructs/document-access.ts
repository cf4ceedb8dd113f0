import { Stack, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { UploadsDeps } from '#documents/s3-uploads.ts';
import { objectsOf } from '#records/documents/object-keys.ts';
import type { HubFunction } from './hub-function.ts';

/** Whose documents: each lie under a beginning of their own, so that who may open one may open no other. */
export type DocumentsOf = keyof typeof objectsOf;
const all = ['funding', 'training'] as const satisfies readonly DocumentsOf[];
const lyingUnder = (of: DocumentsOf): string => `${objectsOf[of].prefix}*`;
/** Tables that are too large to be answered, each for a day, apart by area. Nothing else in the bucket is anybody's. */
const exportedBy = (area: UploadsDeps['area']): string => `exports/${area}/*`;

const actionsOf = {
  /** What a presigned form may do, which is signed with the function's own rights. */
  upload: { objects: ['s3:PutObject'], bucket: [], key: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  /** A version by its name alone: what is latest may be another file than the one that was checked. */
  read: { objects: ['s3:GetObjectVersion'], bucket: [], key: ['kms:Decrypt'] },
  /** With what was posted to the same key after the file that was checked, which goes. */
  check: { objects: ['s3:GetObjectVersion', 's3:DeleteObjectVersion'], bucket: [], key: ['kms:Decrypt'] },
  /** What a check does, and to see what was posted and how it is tagged. */
  tend: {
    objects: ['s3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:DeleteObjectVersion'],
    bucket: ['s3:ListBucketVersions'],
    key: ['kms:Decrypt'],
  },
  remove: { objects: ['s3:DeleteObject', 's3:DeleteObjectVersion'], bucket: ['s3:ListBucketVersions'], key: [] },
} as const;

/** To write a table by its parts, whose key S3 opens again to join them, to abandon it, and what its link may do. */
const exporting = {
  objects: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObjectVersion'],
  key: ['kms:GenerateDataKey', 'kms:Decrypt'],
} as const;

interface Documents {
  readonly bucket: Bucket;
  readonly key: Key;
}

/** Lets a function do exactly this to documents, those of some or of all kinds. Their key is usable through S3 alone. */
export function allowDocuments<E>(
  fn: HubFunction<E>,
  { bucket, key }: Documents,
  access: keyof typeof actionsOf,
  of: readonly DocumentsOf[] = all,
): void {
  const actions = actionsOf[access];
  allowObjects(
    fn,
    bucket,
    of.map(lyingUnder),
    actions.objects,
    'Documents lie under keys made as they come; which of them a person may see is for the function to decide.',
  );
  if (actions.bucket.length > 0) {
    fn.allow(actions.bucket, [bucket.bucketArn], { StringLike: { 's3:prefix': of.map(lyingUnder) } });
  }
  if (actions.key.length > 0) allowKey(fn, { bucket, key }, actions.key);
}

/** Lets a function write tables that are too large to be answered, and link to them. No document is among them. */
export function allowExports<E>(fn: HubFunction<E>, area: UploadsDeps['area'], { bucket, key }: Documents): void {
  allowObjects(fn, bucket, [exportedBy(area)], exporting.objects, 'Tables lie under keys made as they are asked for.');
  allowKey(fn, { bucket, key }, exporting.key);
}

function allowObjects<E>(
  fn: HubFunction<E>,
  bucket: Bucket,
  objects: readonly string[],
  actions: readonly string[],
  reason: string,
): void {
  fn.allow(
    actions,
    objects.map((each) => bucket.arnForObjects(each)),
  );
  for (const each of objects)
    acknowledgeAtSynthesis(fn, () => ({
      id: `AwsSolutions-IAM5[Resource::${JSON.stringify(Stack.of(fn).resolve(bucket.bucketArn))}/${each}]`,
      reason,
    }));
}

const allowKey = <E>(fn: HubFunction<E>, { bucket, key }: Documents, actions: readonly string[]): void =>
  fn.allow(actions, [key.keyArn], {
    StringEquals: { 'kms:ViaService': `s3.${Stack.of(bucket).region}.amazonaws.com` },
  });

/** How another stack names what it refers to is only known once every stack is complete, which is when they are validated. */
export function acknowledgeAtSynthesis(
  construct: Construct,
  acknowledgement: () => { id: string; reason: string },
): void {
  construct.node.addValidation({
    validate: () => {
      Validations.of(construct).acknowledge(acknowledgement());
      return [];
    },
  });
}
