import type { Permissions, ResourcePolicy } from '../aws/permissions.ts';
import type { DeployedBucket, DeployedFunction } from '../template/deployment.ts';
import type { Naming } from '../template/physical-names.ts';
import type { PolicyDocument } from '../template/properties.ts';
import { accessDenied } from './errors.ts';

export interface GuardDeps {
  readonly keyPolicies: ReadonlyMap<string, PolicyDocument>;
  readonly permissions: Permissions;
  readonly naming: Naming;
}

/** Who may do what: whoever signed is held against their own policy and the bucket's, or the key's. */
export function createGuard({ keyPolicies, permissions, naming }: GuardDeps) {
  const viaS3 = { 'kms:ViaService': `s3.${naming.region}.amazonaws.com` };

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
    const policy: ResourcePolicy = {
      Version: '2012-10-17',
      Statement: policies.flatMap(({ Statement }) => Statement),
    };
    if (!(await permissions.isAllowed(fn, requested, policy))) throw accessDenied();
  }

  /** @throws S3Error where the key that encrypts an object is not the function's to use */
  async function authorizeKey(fn: DeployedFunction, action: string, keyArn: string): Promise<void> {
    const policy = keyPolicies.get(keyArn);
    const allowed = policy && (await permissions.isAllowed(fn, { action, resource: keyArn, context: viaS3 }, policy));
    if (!allowed) throw accessDenied(`not authorized to perform: ${action}`);
  }

  return {
    authorize,
    authorizeKey,

    /**
     * That an object is put there, or begun; answers under which encryption.
     *
     * @param named - what the request says under a name: its header, or a field of its form
     * @throws S3Error where any of that is not the function's to do
     */
    async authorizePut(
      fn: DeployedFunction,
      bucket: DeployedBucket,
      key: string,
      named: (name: string) => unknown,
    ): Promise<{ readonly encryption: string; readonly encryptionKey: string }> {
      const names = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'] as const;
      const [encryption = '', encryptionKey = ''] = names.map((name) => String(named(name) ?? ''));
      await authorize(fn, bucket, 's3:PutObject', objectArn(bucket, key), {
        ...(encryption && { [`s3:${names[0]}`]: encryption }),
        ...(encryptionKey && { [`s3:${names[1]}`]: encryptionKey }),
      });
      if (encryptionKey) await authorizeKey(fn, 'kms:GenerateDataKey', encryptionKey);
      return { encryption, encryptionKey };
    },
  };
}

export type Guard = ReturnType<typeof createGuard>;

export const objectArn = (bucket: DeployedBucket, key: string): string => `${bucket.arn}/${key}`;
