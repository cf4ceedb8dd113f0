import * as z from 'zod';
import { disowned } from '#domain/people/disowned.ts';
import { emailAddress } from '#domain/people/person.ts';

export const Held = z.object(disowned).meta({ id: 'Held' });

export const LostLinks = z
  .strictObject({
    workEmail: emailAddress.meta({
      format: 'email',
      example: 'siobhan.obrien@nhs.net',
      'x-label': 'Work email address',
      'x-hint': 'The one that you booked or asked with',
      'x-ask': 'Enter your work email address',
    }),
  })
  .meta({ id: 'LostLinks' });
export const HeldAddress = z
  .strictObject({ workEmail: emailAddress.meta({ format: 'email', example: 'siobhan.obrien@nhs.net' }) })
  .meta({ id: 'HeldAddress' });
export const LinksAsked = z.object({}).meta({ id: 'LinksAsked', description: 'Nothing is said of what there is' });
