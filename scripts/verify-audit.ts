import { parseArgs } from 'node:util';
import { createSealStore } from '#documents/seal-store.ts';
import { hubById } from '#hub/hubs.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { createS3Client } from '#platform/s3-client.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { verifyTrail } from '#records/engine/verify-trail.ts';

/**
 * Holds the audit trail against its seals, with the rights of whoever runs it: reading the table and the bucket. Ends with 1 where
 * anything was removed, changed or added.
 */
const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    bucket: { type: 'string' },
    hub: { type: 'string', default: 'south-east-london' },
  },
});
if (values.table === undefined || values.bucket === undefined) {
  console.error('Say which: npm run verify-audit -- --table <Audit table> --bucket <Seals bucket> [--hub <id>]');
  process.exit(2);
}
const { faults, expired, entries, days } = await verifyTrail({
  heads: createAuditHeads({ client: createDynamoDbClient(), tableName: values.table }),
  seals: createSealStore({ s3: createS3Client(), bucket: values.bucket }),
  now: new Date(),
  retention: hubById(values.hub).retention,
  signal: new AbortController().signal,
});
for (const { fault, chain, position } of faults) console.log(`${fault}: entry ${position} of chain ${chain}`);
console.log(
  `${entries} entries held against the seals of ${days} days: ${faults.length} at fault, ${expired} over and gone`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
