import type * as z from 'zod';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { openSubjects } from '#records/open-subjects.ts';
import type { HoldingsEnv } from './env.ts';
import type { Finding } from './wiring.ts';

export const openFinding = (env: z.output<typeof HoldingsEnv>): Finding => ({
  subjectOf: openSubjects(env.SUBJECTS_KEY),
  trail: createAuditHeads({ client: createDynamoDbClient(), tableName: env.AUDIT_TABLE }),
});
