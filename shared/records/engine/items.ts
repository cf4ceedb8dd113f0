import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { paragraphs } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { about, identity } from '#privacy/fields.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { subjectRoleNames } from '#privacy/subjects.ts';
import { record } from './record.ts';

export const ReplyRecord = record('reply', {
  ends: { rule: 'reply-to-retry' },
  fields: about('reply-to-retry', { fingerprint: z.string(), status: z.int(), body: z.string() }),
});

/** Stands beside a record that is somebody's besides its holder's, and points there in the index by subject. Ends with the record. */
export const SubjectRecord = record('subject', {
  ends: { rule: ['booking', ...fundingRetention, 'registration', 'staff', 'choice'] },
  fields: about('subject-index', { role: z.enum(subjectRoleNames) }),
});

/** An entry of the Audit table. Nothing changes or deletes one but its retention. */
export const AuditRecord = record('audit', {
  ends: { rule: 'audit', from: 'at' },
  fields: {
    ...about(
      'audit',
      {
        at: instant,
        action: z.string(),
        /** What it was done to; then whatever else it showed or touched. */
        subjects: z.array(z.string()).min(1),
        chain: id,
        position: z.int().min(1),
        previousHash: z.string().nullable(),
        hash: z.string(),
        facts: z.record(z.string(), z.unknown()),
      },
      'derived',
    ),
    ...about('audit', { reason: paragraphs(500).optional() }, 'recorded-by-staff'),
    ...identity('audit', { actor: z.string() }, 'derived'),
  },
});
