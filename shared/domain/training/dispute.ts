import * as z from 'zod';
import { id } from '../ids.ts';
import type { StaffGroup } from '../people/staff.ts';
import { note } from '../text/text.ts';
import { instant } from '../time/instant.ts';
import type { SourceHere } from './entry.ts';

export const disputeStatuses = ['open', 'settled'] as const;
/** What staff found: that it was wrong, and was put right where it stands; or that it stays as it is. */
export const disputeOutcomes = ['corrected', 'stands'] as const;

/** Which staff can put right what is wrong, by where it is recorded. */
const putRightBy: Readonly<Record<SourceHere, StaffGroup>> = { attendance: 'bookings', 'funded-course': 'funding' };

const disputeSources = ['attendance', 'funded-course'] as const satisfies readonly SourceHere[];

/** About what somebody in these groups sees and settles disputes. */
export const sourcesFor = (groups: readonly StaffGroup[]): SourceHere[] =>
  disputeSources.filter((source) => groups.includes('admin') || groups.includes(putRightBy[source]));

/** That somebody says of what is recorded here that it is wrong. It is known by the booking or request on which it is recorded. */
export const disputeFields = {
  disputeId: id,
  source: z.enum(disputeSources),
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
export const disputeWords = {
  words: note(1000).meta({
    'x-label': 'What is wrong with it?',
    'x-hint': 'Our staff look into it and write to you. 1,000 characters at most',
    'x-ask': 'Enter what is wrong with it',
  }),
};
export const disputeAnswer = { answer: note(1000).optional() };
