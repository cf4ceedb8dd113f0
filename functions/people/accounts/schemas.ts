import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { version } from '#domain/numbers.ts';
import { disowned } from '#domain/people/disowned.ts';
import { changedProfileFields, personDetails, personFields, shownProfile } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';

export const NewAccount = z
  .strictObject({ person: z.strictObject(personFields).meta({ id: 'Registrant' }) })
  .meta({ id: 'NewAccount' });

export const AccountAsked = z.object({}).meta({ id: 'AccountAsked', description: 'Nothing is said of what there is' });

export const registrationId = id.meta({
  description: 'As the link in the email names it',
  example: '01KF7A2C4E6G8J1M3P5R7T9V2X',
});
export const Confirmation = z.strictObject({ registrationId }).meta({ id: 'Confirmation' });

export const ConfirmedAccount = z
  .object({ workEmail: personDetails.workEmail.meta({ description: 'The address to sign in with' }) })
  .meta({ id: 'ConfirmedAccount' });

export const Profile = z
  .object({
    ...shownProfile,
    since: instant.meta({ description: 'When the account was confirmed' }),
    endsAt: instant.meta({ description: 'When the account ends, unless you use it before' }),
  })
  .meta({ id: 'Profile' });

export const ProfileChange = z
  .strictObject({ version })
  .extend(changedProfileFields)
  .meta({ id: 'ProfileChange', description: 'What is left out stays' });

export const WantedLink = z
  .strictObject({
    kind: z.enum(['booking', 'funding-request'], 'Choose booking or funding-request').meta({ example: 'booking' }),
    id: id.meta({ description: 'Of the booking or the funding request' }),
  })
  .meta({ id: 'WantedLink' });

export const OwnLink = z
  .object({
    link: z.url().meta({
      description: 'To the website, as an email would bring it',
      example: 'https://hub.example/bookings/01KF0A2C4E6G8J1M3P5R7T9V2X?token=l0ng',
    }),
    token: z.string().meta({ description: 'To send as `Authorization: Manage <token>`', example: 'l0ng' }),
    endsAt: instant,
  })
  .meta({ id: 'OwnLink' });

export const accountId = id.meta({
  description: 'As the link in the email names it',
  example: '01KF7B2C4E6G8J1M3P5R7T9V2X',
});

export const AccountKept = z
  .object({ endsAt: instant.meta({ description: 'When the account ends now, unless you use it before' }) })
  .meta({ id: 'AccountKept' });

export const Leaving = z
  .strictObject({
    workEmail: personFields.workEmail.meta({ description: 'That of the account, so that none is deleted by mistake' }),
  })
  .meta({ id: 'Leaving' });

export const AccountLeft = z.object({ leftAt: instant }).meta({
  id: 'AccountLeft',
  description: 'The account is gone; its user, consents and training follow within minutes',
});

export const HeldRegistrant = z.object(disowned).meta({ id: 'HeldRegistrant' });
