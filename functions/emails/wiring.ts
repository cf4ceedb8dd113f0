import type { ViewFor } from '#privacy/views.ts';
import { createEmails } from '#records/emails/email-store.ts';
import type { OpenRecords } from '#records/open-records.ts';

/** What looks after emails stands on: its store, made once on records that are open, and never the records themselves. */
export const wireEmails = ({ records, ...open }: OpenRecords<ViewFor<'deliver-email'>>) => ({
  ...open,
  emails: createEmails({ ...open, records }),
  recallReply: records.recall,
});
