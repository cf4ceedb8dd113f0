import * as z from 'zod';
import { reminders } from '#domain/bookings/reminders.ts';
import { id } from '#domain/ids.ts';
import { profileVersionOf } from '#domain/people/account.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import { readPart } from '../engine/read-item.ts';
import { LinksAskedRecord, PersonRecord } from '../people/items.ts';
import { GroupBookingRecord, PlacesRecord, SessionRecord } from './items.ts';

const sessionId = id;

/** What is to follow for one session, for one mailbox, for one person, for one booking or for one group of them. Says what, not for whom: whoever carries it out reads how things then stand. */
export const FollowUp = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer-places'), sessionId }),
  z.object({ kind: z.literal('expire-offers'), sessionId }),
  z.object({ kind: z.literal('tell-attendees'), sessionId }),
  z.object({ kind: z.literal('tell-session-full'), sessionId }),
  z.object({ kind: z.literal('tell-minimum-not-reached'), sessionId }),
  z.object({ kind: z.literal('remind'), sessionId, reminder: z.enum(reminders) }),
  z.object({ kind: z.literal('send-links'), mailbox: z.string(), linksAskedId: id }),
  z.object({ kind: z.literal('follow-profile'), personId: id }),
  z.object({ kind: z.literal('end-needs-consent'), bookingId: id }),
  z.object({ kind: z.literal('end-group'), groupBookingId: id }),
]);
export type FollowUp = z.output<typeof FollowUp>;

/** What they are done for, one after the other. */
export function groupOf(followUp: FollowUp): string {
  switch (followUp.kind) {
    case 'send-links':
      return followUp.mailbox;
    case 'follow-profile':
      return followUp.personId;
    case 'end-needs-consent':
      return followUp.bookingId;
    case 'end-group':
      return followUp.groupBookingId;
    default:
      return followUp.sessionId;
  }
}

/** @param occasion - names what brought it about, so that the same brings it about once */
export const asMessage = (followUp: FollowUp, occasion: string): QueuedMessage => ({
  body: followUp,
  // One after the other for each session, so that they do not contend with each other.
  group: groupOf(followUp),
  deduplicationId: `${occasion}-${followUp.kind}`,
});

const PlacesImage = PlacesRecord.pick({
  type: true,
  sessionId: true,
  status: true,
  capacity: true,
  taken: true,
  waitlisted: true,
});
const SessionImage = SessionRecord.pick({ type: true, sessionId: true, status: true, sequence: true });
const PersonImage = PersonRecord.pick({ type: true, personId: true, sub: true, profileVersion: true });
const LinksAskedImage = LinksAskedRecord.pick({ type: true, linksAskedId: true, mailbox: true });
const GroupImage = GroupBookingRecord.pick({ type: true, groupBookingId: true, disownedAt: true });

type Item = Readonly<Record<string, unknown>>;

function followUpsOfPlaces(before: z.output<typeof PlacesImage>, after: z.output<typeof PlacesImage>): FollowUp[] {
  const { sessionId } = after;
  const isFull = ({ taken, capacity }: typeof after) => taken >= capacity;
  if (after.status !== 'published') return [];
  return [
    ...(!isFull(after) && after.waitlisted > 0 ? [{ kind: 'offer-places' as const, sessionId }] : []),
    ...(isFull(after) && !isFull(before) ? [{ kind: 'tell-session-full' as const, sessionId }] : []),
  ];
}

function followUpsOfSession(before: z.output<typeof SessionImage>, after: z.output<typeof SessionImage>): FollowUp[] {
  const told = after.status === 'published' || after.status === 'cancelled';
  return told && after.sequence > before.sequence ? [{ kind: 'tell-attendees', sessionId: after.sessionId }] : [];
}

/** Of somebody without an account anybody may have typed anything. */
function followUpsOfPerson(before: z.output<typeof PersonImage>, after: z.output<typeof PersonImage>): FollowUp[] {
  if (after.sub === undefined || profileVersionOf(after) <= profileVersionOf(before)) return [];
  return [{ kind: 'follow-profile', personId: after.personId }];
}

/**
 * What follows from a change of a record, as the table's stream tells it: from free places while people wait, offers; from
 * a session that has changed or is cancelled, word to those who come; from the last place taken, word to the organiser;
 * from links that were asked for, emails with them; from a profile that says something else, what is said in bookings to come; from
 * somebody's word that they did not book for these colleagues, the end of what was booked.
 *
 * @throws NotReadableError where such a record does not say what this rests on
 */
export function followUpsOf({ before, after }: { readonly before: Item; readonly after: Item }): FollowUp[] {
  switch (after.type) {
    case 'places':
      return followUpsOfPlaces(readPart(PlacesImage, before), readPart(PlacesImage, after));
    case 'session':
      return followUpsOfSession(readPart(SessionImage, before), readPart(SessionImage, after));
    case 'person':
      return followUpsOfPerson(readPart(PersonImage, before), readPart(PersonImage, after));
    case 'links-asked': {
      const { mailbox, linksAskedId } = readPart(LinksAskedImage, after);
      return [{ kind: 'send-links', mailbox, linksAskedId }];
    }
    case 'group-booking': {
      const { groupBookingId, disownedAt } = readPart(GroupImage, after);
      const isNew = disownedAt !== undefined && readPart(GroupImage, before).disownedAt === undefined;
      return isNew ? [{ kind: 'end-group', groupBookingId }] : [];
    }
    default:
      return [];
  }
}
