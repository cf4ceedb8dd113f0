import { createEmails } from '#records/emails/emails.ts';
import { openRecords } from '#records/open-records.ts';

/** What the Lambdas that look after emails stand on, made once when one of them loads. */
export function createEmailsDependencies(env: { readonly HUB: string; readonly RECORDS_TABLE: string }) {
  const open = openRecords(env);
  return { ...open, emails: createEmails({ ...open, retention: open.hub.retention }) };
}
