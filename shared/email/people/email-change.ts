import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { link, paragraph } from '../layout.ts';
import { notMeUrl } from '../manage-url.ts';
import { dear, manageLink, messageKind } from '../message.ts';

/** To the address that an account is to move to, whoever reads its mail and whether or not they are known. */
export const confirmNewEmail = messageKind({
  kind: 'confirm-new-email',
  facts: z.object({ name: personDetails.name, days: z.int().min(1) }),
  render: ({ days, ...person }, context) => ({
    subject: 'Confirm your new email address',
    blocks: [
      dear(person),
      paragraph(`Somebody asked to use this email address for their account with ${context.hub.name}.`),
      paragraph(
        'If it was you, confirm it with this link. You can then see what you booked and asked for with this address.',
      ),
      manageLink('Confirm your new email address', context),
      paragraph(`The link works for ${days} days.`),
      paragraph('If it was not you, you need do nothing, and nothing changes. Or use this link to end it now.'),
      link('This was not me', notMeUrl(context.manageUrl)),
    ],
  }),
});

/** To the address that an account has now: it moves only where its reader says so, too, or where staff have decided it. */
export const emailToChange = messageKind({
  kind: 'email-to-change',
  facts: z.object({
    name: personDetails.name,
    newEmail: personDetails.workEmail,
    days: z.int().min(1),
    by: z.enum(['person', 'staff']),
  }),
  render: ({ newEmail, days, by, ...person }, context) => ({
    subject: 'Your email address is about to change',
    blocks: [
      dear(person),
      paragraph(
        by === 'person'
          ? `You asked us to use ${newEmail} for your account with ${context.hub.name} from now on.`
          : `We were told that you no longer read this email address, and asked to use ${newEmail} for your account with ${context.hub.name} from now on.`,
      ),
      ...(by === 'person'
        ? [
            paragraph('Confirm it with this link, and with the link that we have sent to the new address.'),
            manageLink('Use the new address', context),
            paragraph(`Each link works for ${days} days.`),
          ]
        : []),
      paragraph('If this was not you, use this link to tell us. Your address stays as it is.'),
      link('This was not me', notMeUrl(context.manageUrl)),
    ],
  }),
});
