import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

/** To who has deleted their account. */
export const accountLeft = messageKind({
  kind: 'account-left',
  sort: 'service',
  facts: z.object({ name: personDetails.name }),
  render: (person, context) => ({
    subject: 'Your account is deleted',
    because: 'you had an account with your work email address',
    blocks: [
      dear(person),
      paragraph(
        `As you asked, we have deleted your account with ${context.hub.name}: your profile, what you told us about yourself and the training that you entered. You can no longer sign in.`,
      ),
      paragraph(
        'Places that you have booked stay booked, and requests for funding go on, by the links in their emails: keep those emails. What you booked and asked for is kept as long as our privacy policy says, and then deleted, too.',
      ),
      paragraph(
        `If this was not you, or if you want us to look into what is left, write to ${context.hub.contact.dataProtectionEmail}.`,
      ),
    ],
  }),
});
