import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { version } from '#domain/numbers.ts';
import { changedProfileFields, personDetails, shownProfile } from '#domain/people/person.ts';
import { typedReference } from '#domain/reference.ts';
import { note } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { page, pageOf } from '#http/pages.ts';
import { Holding } from '../holdings/schemas.ts';

export const personId = id.meta({ description: 'Of a person', example: '01KF8A2C4E6G8J1M3P5R7T9V2X' });

/** Why staff look at somebody: what stands in an address is written down along the way, so that it is none of their own words. */
const lookReasons = ['access', 'rectification', 'erasure', 'objection', 'complaint', 'support'] as const;

export const why = z.enum(lookReasons, `Choose one of: ${lookReasons.join(', ')}`).meta({
  description: 'Why you look: kept in the audit trail, where the person finds it',
  example: 'access',
});
const reason = note(500).meta({
  description: 'Kept in the audit trail. Name nobody in it',
  example: 'They wrote to us on 12 January that their job title is wrong',
});

export const Look = z.strictObject({ why });
export const LookAtHoldings = page.extend({ why });

const { limit, cursor } = page.shape;
export const PersonSearch = z
  .strictObject({
    workEmail: personDetails.workEmail.optional().meta({
      format: 'email',
      description: 'The whole address: there is no search by a part of it, nor by name',
      example: 'siobhan.obrien@nhs.net',
    }),
    reference: typedReference.optional().meta({
      description:
        'In place of the address: what a booking or a request for funding is called. Also in small letters, and without its hyphen',
      example: '7K3M9-Q2XDH',
    }),
    why,
    limit: z.int().min(1).max(100).default(20).meta({ description: limit.meta()?.description, example: 20 }),
    cursor: cursor.meta({ description: 'The `nextCursor` of the page before' }),
  })
  .refine(({ workEmail, reference }) => (workEmail === undefined) !== (reference === undefined), {
    path: ['workEmail'],
    error: 'Give either the work email or a reference',
  })
  .meta({
    id: 'PersonSearch',
    oneOf: [{ required: ['workEmail'] }, { required: ['reference'] }],
    example: { workEmail: 'siobhan.obrien@nhs.net', why: 'access' },
  });

export const FoundPerson = pageOf(Holding)
  .extend({
    personId: personId.nullable().meta({ description: '`null` where they have neither booked nor asked for anything' }),
    counts: z
      .record(z.string(), z.int())
      .meta({ description: 'How many records there are of each kind', example: { booking: 2, email: 3 } }),
  })
  .meta({ id: 'FoundPerson' });

export const StaffPerson = z
  .object({
    personId,
    ...shownProfile,
    hasAccount: z.boolean(),
    mergedInto: personId
      .nullable()
      .meta({ description: 'Who they are kept as, where their record was merged into another' }),
    createdAt: instant,
    lastActiveAt: instant,
    endsAt: instant,
  })
  .meta({ id: 'StaffPerson' });

export const PersonCorrection = z
  .strictObject({ version, reason })
  .extend(changedProfileFields)
  .meta({ id: 'PersonCorrection', description: 'What is left out stays' });
