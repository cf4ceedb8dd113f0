import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { paragraphs } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from './record.ts';

export const ReplyRecord = record('reply', 'reply-to-retry', {
  ...notPersonal({ fingerprint: z.string(), status: z.int() }),
  ...personal('reply-to-retry', { body: z.string() }),
});

/** An entry of the Audit table. Nothing changes or deletes one but its retention. */
export const AuditRecord = record('audit', 'audit', {
  ...notPersonal({
    at: instant,
    action: z.string(),
    /** What it was done to; then whatever else it showed or touched. */
    subjects: z.array(z.string()).min(1),
    chain: id,
    position: z.int().min(1),
    previousHash: z.string().nullable(),
    hash: z.string(),
    facts: z.record(z.string(), z.unknown()),
  }),
  ...personal('audit', { actor: z.string(), reason: paragraphs(500).optional() }),
});
