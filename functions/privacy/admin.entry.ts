import { createHttpHandler } from '#http/http-handler.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { readEnv } from '#platform/env.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { openRecords } from '#records/open-records.ts';
import { openSubjects } from '#records/open-subjects.ts';
import { createAdminUseCases } from './admin-use-cases.ts';
import { privacy } from './contract.ts';
import { HoldingsEnv } from './env.ts';
import { wireForStaff } from './wiring.ts';

const env = readEnv(HoldingsEnv, process.env);
const deps = wireForStaff(openRecords(env, 'answer-rights', 'provide-services'), {
  subjectOf: openSubjects(env.SUBJECTS_KEY),
  trail: createAuditHeads({ client: createDynamoDbClient(), tableName: env.AUDIT_TABLE }),
});

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: privacy,
  audience: 'admin',
  useCases: createAdminUseCases(deps),
});
