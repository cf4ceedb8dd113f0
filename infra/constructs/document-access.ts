import { Stack, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { HubFunction } from './hub-function.ts';

/** Every document lies here; nothing else in the bucket is anybody's. */
const documents = 'documents/*';

const actionsOf = {
  /** What a presigned form may do, which is signed with the function's own rights. */
  upload: { objects: ['s3:PutObject'], bucket: [], key: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  read: { objects: ['s3:GetObject'], bucket: [], key: ['kms:Decrypt'] },
  remove: { objects: ['s3:DeleteObject', 's3:DeleteObjectVersion'], bucket: ['s3:ListBucketVersions'], key: [] },
} as const;

/** The name by which another stack knows the bucket, as findings are told by it. */
function exportedAs(bucket: Bucket): string {
  const stack = Stack.of(bucket);
  const { 'Fn::ImportValue': name } = stack.resolve(stack.exportValue(bucket.bucketArn));
  return name;
}

/** Lets a function do exactly this to documents. Their key is usable through S3 alone. */
export function allowDocuments<E>(
  fn: HubFunction<E>,
  { bucket, key }: { readonly bucket: Bucket; readonly key: Key },
  access: keyof typeof actionsOf,
): void {
  const actions = actionsOf[access];
  fn.allow(actions.objects, [bucket.arnForObjects(documents)]);
  if (actions.bucket.length > 0) {
    fn.allow(actions.bucket, [bucket.bucketArn], { StringLike: { 's3:prefix': documents } });
  }
  if (actions.key.length > 0) {
    fn.allow(actions.key, [key.keyArn], {
      StringEquals: { 'kms:ViaService': `s3.${Stack.of(bucket).region}.amazonaws.com` },
    });
  }
  Validations.of(fn).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${exportedAs(bucket)}/${documents}]`,
    reason: 'Documents lie under keys made as they come; which of them a person may see is for the function to decide.',
  });
}
