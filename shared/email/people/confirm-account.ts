import * as z from 'zod';
import { personDetails } from '#domain/people/person.ts';
import { paragraph } from '../layout.ts';
import { dear, manageLink, messageKind, notMe } from '../message.ts';

/** To whoever reads the mail of an address for which somebody asked for an account, whether it has one or not. */
export const confirmAccount = messageKind({
  kind: 'confirm-account',
  sort: 'service',
  facts: z.object({ name: personDetails.name, days: z.int().min(1) }),
  render: ({ days, ...person }, context) => ({
    subject: 'Confirm your email address',
    because: 'somebody asked for an account with your work email address',
    blocks: [
      dear(person),
      paragraph(`Somebody used this email address to ask for an account with ${context.hub.name}.`),
      paragraph(
        'If it was you, confirm it with this link. You can then see what you booked and asked for with this address.',
      ),
      manageLink('Confirm your email address', context),
      paragraph(`The link works once, for ${days} days. If you have an account already, nothing in it changes.`),
      ...notMe('If you did not ask for an account', 'make none', context),
    ],
  }),
});
