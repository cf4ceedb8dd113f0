import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Aws } from './aws/aws.ts';
import type { LocalUser } from './engines/cognito.ts';
import type { Engines } from './engines/engines.ts';
import type { Outbox } from './engines/ses.ts';
import type { Objects } from './s3/objects.ts';
import type { Uploads } from './s3/uploads.ts';
import type { SuppressionList } from './suppression-list.ts';
import type { Deployment } from './template/deployment.ts';
import type { ResolvedResource } from './template/resolve.ts';
import type { Notifications } from './triggers/notifications.ts';

/** All that is kept, past every function and its permissions: for tests that look at it. */
export interface Stored {
  readonly client: DynamoDBClient;
  readonly tables: readonly string[];
  /** Every resource of the templates, each of which may keep something. */
  readonly resources: readonly ResolvedResource[];
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly notifications: Pick<Notifications, 'publish' | 'publishToBus' | 'waiting'>;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly suppressionList: SuppressionList;
  /** Where SQS answers. */
  readonly queues: string;
  /** Everybody in a pool. */
  users(poolId: string): Promise<readonly unknown[]>;
  /** Makes the user where they are not there yet. */
  addUser(poolId: string, user: LocalUser): Promise<void>;
}

export function storedIn(
  { dynamoDb, cognito, queues }: Engines,
  { objects, uploads, outbox, suppressionList }: Aws,
  { deployment, notifications }: { readonly deployment: Deployment; readonly notifications: Notifications },
): Stored {
  return {
    client: dynamoDb.client,
    tables: deployment.tables.map(({ name }) => name),
    resources: deployment.resources,
    objects,
    uploads,
    notifications,
    outbox,
    suppressionList,
    queues: queues.endpoint,
    users: cognito.usersOf,
    async addUser(poolId, user) {
      const pool = deployment.pools.find((each) => each.poolId === poolId);
      if (pool) await cognito.tokenOf(pool, user);
    },
  };
}
