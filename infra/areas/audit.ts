import { Duration, Stack } from 'aws-cdk-lib';
import type { SealHeadsEnv } from '#functions/audit/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { acknowledgeAtSynthesis } from '../constructs/document-access.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import { allowAuditHeads } from '../constructs/table-access.ts';
import type { EventsScope } from './scope.ts';

export function auditEvents({ stack, settings, records, eventDeadLetters }: EventsScope): HubFunction<unknown>[] {
  const fn = new HubFunction<EnvironmentOf<typeof SealHeadsEnv>>(stack, {
    name: 'audit-seal',
    settings,
    timeout: Duration.minutes(1),
    impact: 'Nobody notices, but what is taken out of the audit trail no longer shows',
    environment: { AUDIT_TABLE: records.audit.tableName, SEALS_BUCKET: records.seals.bucketName },
    deadLetterQueue: eventDeadLetters,
  });
  allowAuditHeads(fn, records.audit);
  const seals = 'audit-heads/*';
  fn.allow(['s3:PutObject'], [records.seals.arnForObjects(seals)]);
  acknowledgeAtSynthesis(fn, () => ({
    id: `AwsSolutions-IAM5[Resource::${JSON.stringify(Stack.of(fn).resolve(records.seals.bucketArn))}/${seals}]`,
    reason: 'Each day has a seal of its own, which nothing can be put over.',
  }));
  new HubSchedule(stack, 'SealAudit', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'seal-audit',
    description: 'Seals once a day where the chains of the audit trail have come to',
    every: Duration.days(1),
  });
  return [fn];
}
