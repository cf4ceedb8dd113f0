import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { personFields } from '#domain/people/person.ts';
import { note } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';

const newEmail = personFields.workEmail.meta({
  description: 'The address to use from then on',
  'x-label': 'Your new work email address',
  'x-hint': 'We send a link there, and another to the address that you have now',
  'x-ask': 'Enter your new work email address',
});

export const WantedEmail = z.strictObject({ newEmail }).meta({ id: 'WantedEmail' });

export const WantedEmailOfPerson = z
  .strictObject({
    newEmail,
    reason: note(500).meta({
      description: 'How you know that it is theirs, and that they no longer read the old one; kept in the audit trail',
      example: 'Their practice manager rang to say that they have moved to another practice',
    }),
  })
  .meta({ id: 'WantedEmailOfPerson' });

export const EmailChangeAsked = z
  .object({})
  .meta({ id: 'EmailChangeAsked', description: 'Nothing is said of whether the new address is known' });

export const emailChangeId = id.meta({
  description: 'As the link in the email names it',
  example: '01KF7C2C4E6G8J1M3P5R7T9V2X',
});

export const personId = id.meta({ example: '01KF7D2C4E6G8J1M3P5R7T9V2X' });

export const EmailChangeState = z
  .object({
    status: z.enum(['waiting', 'changed']).meta({ description: '`waiting` until the other address is confirmed, too' }),
  })
  .meta({ id: 'EmailChangeState' });

export const EmailChangeEnded = z
  .object({ heldUntil: instant.meta({ description: 'Until then no form is taken that is sent with this address' }) })
  .meta({ id: 'EmailChangeEnded', description: 'The address stays as it is' });
