import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { count, version } from '#domain/numbers.ts';
import { personDetails } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { about, groups, identity, optional } from '#privacy/fields.ts';
import { enteredBy, fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';
import { linkedKinds } from '../keys.ts';

const { name, workEmail, ...work } = personDetails;

/**
 * A person, known by one work email. What a booking says of them is not copied here after the first: anybody may type an address. Once
 * they have an account, what stands here is what they themselves said.
 */
export const PersonRecord = record('person', {
  ends: { rule: 'account', from: 'lastActiveAt' },
  fields: {
    ...identity('account', { name, workEmail }, ...enteredBy),
    ...about('account', work, ...enteredBy),
    ...about(
      'account',
      {
        personId: id,
        createdAt: instant,
        lastActiveAt: instant,
        /** Of the user that signs in as them, while they have an account. */
        sub: z.string().optional(),
        accountSince: instant.optional(),
        /** When they were told that it will end unless they use it. */
        warnedAt: instant.optional(),
        /** One more with each change of the profile; none before the first. */
        profileVersion: version.optional(),
      },
      'derived',
    ),
    /** What the profile said before, oldest first: what is reported of a day is what was true on it. */
    earlier: optional(
      groups({
        ...identity('account', { name }, ...enteredBy),
        ...about('account', work, ...enteredBy),
        ...about('account', { until: instant }, 'derived'),
      }),
    ),
  },
});

/** That somebody asked for an account, with what they typed, and when the owner of the mailbox said that it was them. */
export const RegistrationRecord = record('registration', {
  ends: { rule: 'registration', from: 'askedAt' },
  subjects: { workEmail: 'registrant' },
  fields: {
    ...identity('account', { name, workEmail }, 'given-by-the-person'),
    ...about('account', work, 'given-by-the-person'),
    ...about('account', { registrationId: id, askedAt: instant, usedAt: instant.optional() }, 'derived'),
  },
});

export const AddressRecord = record('address', {
  ends: { rule: 'account' },
  fields: about('account', { personId: id }, 'derived'),
});

const opens = z.object({ kind: z.enum(linkedKinds), id });

/** Kept as long as what it opens, or shorter. Until when it opens that is decided as it is used (`link-ends.ts` of the domain). */
export const ManageTokenRecord = record('manage-token', {
  ends: { rule: ['booking', ...fundingRetention] },
  fields: about('links', { opens, createdAt: instant }),
});

/** The ceiling on what anybody can make the hub do in the name of one mailbox. */
export const AsksRecord = record('asks', {
  ends: { rule: 'asks' },
  fields: about('asks', { day: z.iso.date(), count, heldUntil: instant.optional() }),
});

/** That the links of a mailbox are to be sent again: read off the table's stream, and taken away with the emails that it comes to. */
export const LinksAskedRecord = record('links-asked', {
  ends: { rule: 'asks', from: 'askedAt' },
  fields: about('asks', { linksAskedId: id, mailbox: z.string(), askedAt: instant }),
});

/** That something of funding is managed from a mailbox, so that its link can be sent there again. Bookings are found by their person. */
export const ManagedRecord = record('managed', { ends: { rule: fundingRetention }, fields: about('links', { opens }) });
