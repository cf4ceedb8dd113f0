import * as z from 'zod';
import { id } from '../ids.ts';
import { note } from '../text/text.ts';
import { instant } from '../time/instant.ts';

export const disputeStatuses = ['open', 'settled'] as const;
/** What staff found: that it was wrong, and was put right where it stands; or that it stays as it is. */
export const disputeOutcomes = ['corrected', 'stands'] as const;

/** That somebody says of an entry which was made here that it is wrong. It is known by the booking or request that the entry is read off. */
export const disputeFields = {
  disputeId: id,
  source: z.enum(['attendance', 'funded-course']),
  personId: id,
  /** Whose attendance staff would put right. */
  sessionId: id.optional(),
  title: z.string(),
  completedOn: z.iso.date(),
  disputedAt: instant,
  status: z.enum(disputeStatuses),
  settledAt: instant.optional(),
  outcome: z.enum(disputeOutcomes).optional(),
};

/** In whose words. */
export const disputeWords = { words: note(1000) };
export const disputeAnswer = { answer: note(1000).optional() };
