import { readEnv } from '#platform/env.ts';
import { createReturnedEmails } from '#records/emails/returned-emails.ts';
import { openRecords } from '#records/open-records.ts';
import { EmailStatusEnv } from './env.ts';
import { createRecordEmailStatus } from './record-email-status.ts';
import { wireEmails } from './wiring.ts';

const open = openRecords(readEnv(EmailStatusEnv, process.env), 'deliver-email');

// Alone of those that look after emails it goes to bookings, too.
export const handler = createRecordEmailStatus({ ...wireEmails(open), returnedEmails: createReturnedEmails(open) });
