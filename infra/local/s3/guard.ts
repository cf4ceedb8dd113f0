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

  return {
    /** @throws S3Error where the function's own policy, or the bucket's, does not let it */
    async authorize(
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
    },

    /** @throws S3Error where the key that encrypts an object is not the function's to use */
    async authorizeKey(fn: DeployedFunction, action: string, keyArn: string): Promise<void> {
      const policy = keyPolicies.get(keyArn);
      const allowed = policy && (await permissions.isAllowed(fn, { action, resource: keyArn, context: viaS3 }, policy));
      if (!allowed) throw accessDenied(`not authorized to perform: ${action}`);
    },
  };
}

export type Guard = ReturnType<typeof createGuard>;

export const objectArn = (bucket: DeployedBucket, key: string): string => `${bucket.arn}/${key}`;
