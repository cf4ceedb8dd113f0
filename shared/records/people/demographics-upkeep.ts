import * as z from 'zod';
import { demographicsConsent, isOf } from '#domain/people/choices.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';

/** Of whom it is to be looked at whether what they told of themselves is still to be kept, and until when. */
export const DemographicsUpkeep = z.object({ personId: z.string() });

/** What the stream says of somebody who has, or had, an account, and of a choice. */
export const UsedAccountImage = z.object({ type: z.literal('person'), personId: z.string() });
export const ChoiceImage = z.object({
  type: z.literal('choice'),
  personId: z.string(),
  sort: z.string(),
  purpose: z.string(),
  endedAt: z.string().optional(),
});

/** @param occasion - of the change: each is told, though another was told a moment ago */
export const upkeepMessage = ({ personId }: { readonly personId: string }, occasion: string): QueuedMessage => ({
  body: { personId } satisfies z.output<typeof DemographicsUpkeep>,
  group: personId,
  deduplicationId: occasion,
});

/** Whether what was told under it goes with it. */
export const endsDemographics = (choice: z.output<typeof ChoiceImage>): boolean =>
  isOf(choice, demographicsConsent) && choice.endedAt !== undefined;
