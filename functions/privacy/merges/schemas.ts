import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { mergeStatuses } from '#domain/people/merging.ts';
import { personDetails, shownProfile } from '#domain/people/person.ts';
import { note } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { page } from '#http/pages.ts';
import { personId, why } from '../people/schemas.ts';

const mergeId = id.meta({ description: 'Of a proposed merge', example: '01KF9B2C4E6G8J1M3P5R7T9V2X' });
const otherPersonId = personId.meta({ description: 'Whose record is to lead to the one that is kept' });
const reason = (example: string) =>
  note(500).meta({ description: 'Kept in the audit trail of both. Name nobody in it', example });

export const ProposedMerge = z
  .strictObject({
    otherPersonId,
    reason: reason('They wrote to us from both addresses, and told us of a booking made with each'),
  })
  .meta({ id: 'ProposedMerge' });

export const MergeApproval = z.strictObject({ mergeId }).meta({ id: 'MergeApproval' });

export const MergeUndoing = z
  .strictObject({ mergeId, reason: reason('They wrote to us that the other address was never theirs') })
  .meta({ id: 'MergeUndoing' });

/** Each proposal is shown with what the two hold, which is looked up. */
export const MergesQuery = page.extend({
  why,
  limit: z.coerce.number().int().min(1).max(10).default(5).meta({ description: 'How many to a page', example: 5 }),
});

const MergedPerson = z
  .object({
    personId,
    name: shownProfile.name,
    addresses: z
      .array(personDetails.workEmail)
      .meta({ description: 'Those that they have confirmed, or are known by', example: ['siobhan.obrien@nhs.net'] }),
    hasAccount: z.boolean(),
    createdAt: instant,
    lastActiveAt: instant,
    counts: z
      .record(z.string(), z.int())
      .meta({ description: 'How many records there are of each kind', example: { booking: 2, email: 3 } }),
  })
  .meta({ id: 'MergedPerson' });

export const MergePreview = z
  .object({
    kept: MergedPerson,
    other: MergedPerson,
    awardedTogether: z.array(z.object({ scheme: z.string(), awarded: z.record(z.string(), z.int()) })).meta({
      description:
        'Pence by scheme and financial year: it counts as one person’s. Where that is more than the cap, nothing more can be awarded',
      example: [{ scheme: 'cpd-allowance', awarded: { '2026-27': 50_000 } }],
    }),
  })
  .meta({ id: 'MergePreview' });

export const Merge = z
  .object({
    mergeId,
    personId: personId.meta({ description: 'Who is kept' }),
    otherPersonId,
    status: z.enum(mergeStatuses),
    proposedAt: instant,
    approvedAt: instant.nullable(),
    undoneAt: instant.nullable(),
    until: instant
      .nullable()
      .meta({ description: 'Until when it can be approved, or undone; `null` where it is over' }),
    preview: MergePreview.nullable().meta({
      description: 'What would be one; while it is the latest that is proposed',
    }),
  })
  .meta({ id: 'Merge' });
