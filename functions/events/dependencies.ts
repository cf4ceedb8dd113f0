import { hubById } from '../../shared/hub/hubs.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createDocumentClient } from '../../shared/platform/document-client.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { createCounter } from '../../shared/platform/metrics.ts';
import { createEmails } from '../../shared/records/emails.ts';
import { createRecords } from '../../shared/records/records.ts';

/** What the Lambdas that look after emails stand on, made once when one of them loads. */
export function createEmailsDependencies(env: { readonly HUB: string; readonly RECORDS_TABLE: string }) {
  const clock = systemClock;
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const records = createRecords({ client: createDocumentClient(), tableName: env.RECORDS_TABLE, clock, retention });
  return {
    hub,
    clock,
    emails: createEmails({ records, clock, retention }),
    log: createLog(),
    counter: createCounter(),
  };
}
