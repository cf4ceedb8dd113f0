import * as z from 'zod';
import { instant } from '../time/instant.ts';

/** What somebody is answered who says that something in their name was none of theirs. */
export const disowned = {
  heldUntil: instant.meta({ description: 'Until then no form makes anything with an address of this mailbox' }),
  ended: z
    .boolean()
    .meta({ description: 'Whether it is over, by this or before; false where it can no longer be ended' }),
  detail: z.string().optional().meta({
    description: 'Where it can no longer be ended: why, and where to write',
    example: 'The session has started. Write to bookings@hub.example, and we will put it right',
  }),
};
