import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { count, version } from '#domain/numbers.ts';
import { choiceFields, toldFields } from '#domain/people/choices.ts';
import { mergeFields } from '#domain/people/merging.ts';
import { personDetails } from '#domain/people/person.ts';
import { staffMemberFields } from '#domain/people/staff.ts';
import { day, instant } from '#domain/time/instant.ts';
import { about, bytes, groups, identity, optional, technical } from '#privacy/fields.ts';
import { enteredBy, fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';
import { linkedKinds } from '../kinds.ts';

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
        /** The newest version of the privacy policy of which they were told before it held. */
        toldOfPolicy: day.optional(),
        /** One more with each change of the profile; none before the first. */
        profileVersion: version.optional(),
        /** Who was known by an address before it was confirmed to be this person's: what was made as them is this person's. */
        includes: z.array(id).optional(),
        /** Whose account is theirs, since two of the staff found that both are one human being. Taken back, it is as it was. */
        mergedInto: id.optional(),
      },
      'derived',
    ),
    /** Each work email that they have confirmed, oldest first; none while there was never another. */
    addresses: optional(
      groups({
        ...identity('account', { workEmail }, ...enteredBy),
        ...about('account', { from: instant, until: instant.optional(), of: id.optional() }, 'derived'),
      }),
    ),
    /** What their work was before, oldest first: what is reported of a day is what was true on it. */
    earlier: optional(
      groups({
        ...about('account', work, ...enteredBy),
        ...about('account', { until: instant }, 'derived'),
      }),
    ),
  },
});

/**
 * That staff say of two people that they are one, and what became of it. It is kept for as long as it can be approved or, once it was,
 * be undone; what was done stands in the trail.
 */
export const MergeRecord = record('merge', {
  ends: { rule: 'merge', from: 'since' },
  fields: about('account', mergeFields, 'recorded-by-staff', 'derived'),
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

/**
 * That somebody who has an account asked for another work email, or staff for them; and what was said to that by who reads the mail of the
 * new address and of the old.
 */
export const EmailChangeRecord = record('email-change', {
  ends: { rule: 'registration', from: 'askedAt' },
  subjects: { workEmail: 'registrant', newEmail: 'registrant' },
  fields: {
    ...identity('account', { workEmail, newEmail: workEmail }, 'given-by-the-person', 'entered-by-staff'),
    ...about(
      'account',
      {
        emailChangeId: id,
        personId: id,
        askedAt: instant,
        confirmedNewAt: instant.optional(),
        confirmedOldAt: instant.optional(),
        /** When it was made so, or when one of the two said that it was not them. */
        usedAt: instant.optional(),
        refusedAt: instant.optional(),
      },
      'derived',
    ),
  },
});

export const AddressRecord = record('address', {
  ends: { rule: 'account' },
  fields: about(
    'account',
    {
      personId: id,
      /** That its person has other addresses: the clock keeps each of them as long as the person. */
      isOneOfSeveral: z.literal(true).optional(),
    },
    'derived',
  ),
});

const opens = z.object({ kind: z.enum(linkedKinds), id });

/** Kept as long as what it opens, or shorter. Until when it opens that is decided as it is used (`link-ends.ts` of the domain). */
export const ManageTokenRecord = record('manage-token', {
  ends: { rule: ['booking', ...fundingRetention] },
  fields: about('links', { opens, createdAt: instant, mailboxName: z.string().optional() }),
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

/**
 * That something of funding, or what was booked for colleagues, is managed from a mailbox, so that its link can be sent there again. One's
 * own bookings are found by their person.
 */
export const ManagedRecord = record('managed', {
  ends: { rule: ['booking', ...fundingRetention] },
  fields: about('links', { opens }),
});

const { name: staffName, workEmail: staffEmail, sub, ...staff } = staffMemberFields;

/** A member of staff, for as long as the trail of what they did is kept. Its end is counted from their leaving, and open until then. */
export const StaffMemberRecord = record('staff-member', {
  ends: { rule: 'staff', from: 'until', open: true },
  versioned: true,
  subjects: { workEmail: 'staff' },
  fields: {
    ...identity('staff', { name: staffName, workEmail: staffEmail }, 'entered-by-staff'),
    ...identity('staff', { sub }, 'derived'),
    ...about('staff', staff, 'recorded-by-staff', 'derived'),
  },
});

/** Whose of the staff an address is: of two invitations at once, one comes to be. It outlasts their leaving, as a token of theirs may. */
export const StaffAddressRecord = record('staff-address', {
  ends: { rule: 'staff', from: 'until', open: true },
  fields: about('staff', { staffMemberId: id, until: instant.optional() }, 'derived'),
});

/** How many admins there are: of two changes that would leave none, one is refused. */
export const StaffAdminsRecord = record('staff-admins', {
  ends: 'kept',
  versioned: true,
  fields: technical({ version, admins: count }),
});

/**
 * Which list of practices is in force: what the NHS publishes, of organisations and not of people, though some practices are called after
 * a doctor.
 */
export const WorkplacesRecord = record('workplaces', {
  ends: 'kept',
  versioned: true,
  fields: technical({
    version,
    /** Of the list whose parts are read. */
    listId: z.string(),
    /** The one before, whose parts are kept for who is about to read them. */
    before: z.string().nullable(),
    fileHash: z.string(),
    loadedAt: instant,
    parts: z.object({ open: z.int().min(0), closed: z.int().min(0) }),
    practices: z.object({ open: count, closed: count }),
  }),
});

/** Written once, under the name of its list, which is a hash of all that it is made from. */
export const WorkplacePartRecord = record('workplace-part', {
  ends: 'kept',
  fields: technical({ listId: z.string(), packed: bytes }),
});

/**
 * What somebody consented or objected to, from when until when. It outlives the account, as proof; its end is counted from when it was taken
 * back, and open until then.
 */
export const ChoiceRecord = record('choice', {
  ends: { rule: 'choice', from: 'endedAt', open: true },
  subjects: { workEmail: 'holder' },
  fields: {
    ...identity('choices', { workEmail }, 'given-by-the-person', 'entered-by-staff'),
    ...about('choices', choiceFields, 'given-by-the-person', 'derived'),
    ...about('choices', toldFields, 'recorded-by-staff'),
  },
});

/**
 * That a mailbox takes no news, under a name that nobody can tell without the key: it stands when all else of its owner has been deleted,
 * until they themselves say anew that they want it. An email of news, and the link in it, name the mailbox that they go to as well.
 */
export const UnsubscribedRecord = record('unsubscribed', {
  ends: { rule: 'choice', from: 'since' },
  fields: about('choices', { since: instant }, 'derived'),
});

/** How far everybody who has an account was told of what changes in the privacy policy. Each person says that of themselves. */
export const PolicyNoticesRecord = record('policy-notices', {
  ends: 'kept',
  fields: technical({
    /** The newest version of which all were told. */
    toldOf: day,
    /** When all were last looked at: who opened an account since is still to be told. */
    walkedOn: day,
  }),
});
