import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { paragraph } from '../layout.ts';
import { dear, manageLink, messageKind, notMe } from '../message.ts';

/** To the address that an account is to move to, whoever reads its mail and whether or not they are known. */
export const confirmNewEmail = messageKind({
  kind: 'confirm-new-email',
  sort: 'service',
  facts: z.object({ name: personDetails.name, days: z.int().min(1) }),
  render: ({ days, ...person }, context) => ({
    subject: 'Confirm your new email address',
    because: 'somebody asked to use your work email address for an account',
    blocks: [
      dear(person),
      paragraph(`Somebody asked to use this email address for their account with ${context.hub.name}.`),
      paragraph(
        'If it was you, confirm it with this link. You can then see what you booked and asked for with this address.',
      ),
      manageLink('Confirm your new email address', context),
      paragraph(`The link works for ${days} days.`),
      paragraph('If it was not you, you need do nothing, and nothing changes.'),
      ...notMe('If you want to hear no more of it', 'end it', context),
    ],
  }),
});

/** To the address that an account has now: it moves only where its reader says so, too, or where staff have decided it. */
export const emailToChange = messageKind({
  kind: 'email-to-change',
  sort: 'service',
  facts: z.object({
    name: personDetails.name,
    newEmail: personDetails.workEmail,
    days: z.int().min(1),
    by: z.enum(['person', 'staff']),
  }),
  render: ({ newEmail, days, by, ...person }, context) => ({
    subject: 'Your email address is about to change',
    because: 'an account has your work email address',
    blocks: [
      // Where staff know that its owner no longer reads it, somebody else may: they learn neither a name nor where that one is now.
      ...(by === 'person' ? [dear(person)] : []),
      paragraph(
        by === 'person'
          ? `You asked us to use ${newEmail} for your account with ${context.hub.name} from now on.`
          : `We were told that whoever has an account with this email address at ${context.hub.name} no longer reads it, and asked to use another.`,
      ),
      ...(by === 'person'
        ? [
            paragraph('Confirm it with this link, and with the link that we have sent to the new address.'),
            manageLink('Use the new address', context),
            paragraph(`Each link works for ${days} days.`),
          ]
        : []),
      ...notMe(
        by === 'person' ? 'If this was not you' : 'If the account is yours and you read this',
        'leave your address as it is',
        context,
      ),
    ],
  }),
});

/** To the address that an account had until now. */
export const emailChanged = messageKind({
  kind: 'email-changed',
  sort: 'service',
  facts: z.object({}),
  render: (_, context) => ({
    subject: 'The email address of your account has changed',
    because: 'an account had your work email address',
    blocks: [
      paragraph(
        `The account with this email address at ${context.hub.name} has another one now. We write to that one from now on.`,
      ),
      paragraph(
        `If the account is yours and you did not want this, write to ${context.hub.contact.dataProtectionEmail} at once.`,
      ),
    ],
  }),
});
