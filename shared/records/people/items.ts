import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { personDetails } from '#domain/people/person.ts';
import { instant } from '#domain/time/instant.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from '../engine/record.ts';
import { linkedKinds } from '../keys.ts';

/** A person, known by one work email. What a booking says of them is not copied here after the first: anybody may type an address. */
export const PersonRecord = record('person', 'account', {
  ...notPersonal({ personId: id, createdAt: instant, lastActiveAt: instant }),
  ...personal('account', personDetails),
});

export const AddressRecord = record('address', 'account', {
  ...notPersonal({ personId: id }),
});

/** Kept as long as what it opens, or shorter. Until when it opens that is decided as it is used (`shared/domain/links.ts`). */
export const ManageTokenRecord = record('manage-token', ['booking', ...fundingRetention], {
  ...notPersonal({ opens: z.object({ kind: z.enum(linkedKinds), id }), createdAt: instant }),
});

/** The ceiling on what anybody can make the hub do in the name of one mailbox. */
export const AsksRecord = record('asks', 'asks', {
  ...personal('asks', { day: z.iso.date(), count, heldUntil: instant.optional() }),
});

/** That the links of a mailbox are to be sent again: read off the table's stream, and taken away with the emails that it comes to. */
export const LinksAskedRecord = record('links-asked', 'asks', {
  ...notPersonal({ linksAskedId: id, mailbox: z.string(), askedAt: instant }),
});

/** That something of funding is managed from a mailbox, so that its link can be sent there again. Bookings are found by their person. */
export const ManagedRecord = record('managed', fundingRetention, {
  ...notPersonal({ opens: z.object({ kind: z.enum(linkedKinds), id }) }),
});
