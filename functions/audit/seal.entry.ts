import { createSealStore } from '#documents/seal-store.ts';
import { systemClock } from '#platform/clock.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { readEnv } from '#platform/env.ts';
import { createLog } from '#platform/logger.ts';
import { createS3Client } from '#platform/s3-client.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { SealHeadsEnv } from './env.ts';
import { createSealHeads } from './seal-heads.ts';

const env = readEnv(SealHeadsEnv, process.env);

export const handler = createSealHeads({
  heads: createAuditHeads({ client: createDynamoDbClient(), tableName: env.AUDIT_TABLE }),
  seals: createSealStore({ s3: createS3Client(), bucket: env.SEALS_BUCKET }),
  clock: systemClock,
  log: createLog(),
});
