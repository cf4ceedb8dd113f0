import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { paragraph } from '../layout.ts';
import { dear, manageLink, messageKind } from '../message.ts';

/** To who has not used their account for long. */
export const accountEnds = messageKind({
  kind: 'account-ends',
  sort: 'service',
  facts: z.object({ name: personDetails.name, endsAt: instant }),
  render: ({ endsAt, ...person }, context) => ({
    subject: `Your account ends on ${dayInWords(londonDay(endsAt))}`,
    because: 'you have an account with your work email address',
    blocks: [
      dear(person),
      paragraph(
        `You have not used your account with ${context.hub.name} for a long time. We will delete it on ${dayInWords(londonDay(endsAt))}.`,
      ),
      paragraph('If you want to keep it, use this link. You do not need to sign in.'),
      manageLink('Keep my account', context),
      paragraph(
        'If you do not need it any more, you need do nothing. We keep your bookings and funding requests for as long as our privacy policy says, and then delete them too.',
      ),
    ],
  }),
});
