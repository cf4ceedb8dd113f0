import * as z from 'zod';
import { id } from '../domain/fields.ts';
import { reminders } from '../domain/reminders.ts';
import type { QueuedMessage } from '../platform/fifo-queue.ts';
import { PlacesRecord, SessionRecord } from './items.ts';

const sessionId = id;

/** What is to follow for one session. Says what, not for whom: whoever carries it out reads how things then stand. */
export const FollowUp = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer-places'), sessionId }),
  z.object({ kind: z.literal('expire-offers'), sessionId }),
  z.object({ kind: z.literal('tell-attendees'), sessionId }),
  z.object({ kind: z.literal('tell-session-full'), sessionId }),
  z.object({ kind: z.literal('tell-minimum-not-reached'), sessionId }),
  z.object({ kind: z.literal('remind'), sessionId, reminder: z.enum(reminders) }),
]);
export type FollowUp = z.output<typeof FollowUp>;

/** @param occasion - names what brought it about, so that the same brings it about once */
export const asMessage = (followUp: FollowUp, occasion: string): QueuedMessage => ({
  body: followUp,
  // One after the other for each session, so that they do not contend with each other.
  group: followUp.sessionId,
  deduplicationId: `${occasion}-${followUp.kind}`,
});

const PlacesImages = z.object({ before: PlacesRecord, after: PlacesRecord });
const SessionImages = z.object({ before: SessionRecord, after: SessionRecord });

/**
 * What follows from a change of a record, as the table's stream tells it: from free places while people wait, offers; from
 * a session that has changed or is cancelled, word to those who come; from the last place taken, word to the organiser.
 */
export function followUpsOf(images: { readonly before: unknown; readonly after: unknown }): FollowUp[] {
  const ofPlaces = PlacesImages.safeParse(images);
  if (ofPlaces.success) {
    const { before, after } = ofPlaces.data;
    const { sessionId } = after;
    const isFull = ({ taken, capacity }: typeof after) => taken >= capacity;
    const published = after.status === 'published';
    return [
      ...(published && !isFull(after) && after.waitlisted > 0 ? [{ kind: 'offer-places' as const, sessionId }] : []),
      ...(published && isFull(after) && !isFull(before) ? [{ kind: 'tell-session-full' as const, sessionId }] : []),
    ];
  }
  const ofSession = SessionImages.safeParse(images);
  if (!ofSession.success) return [];
  const { before, after } = ofSession.data;
  const told = after.status === 'published' || after.status === 'cancelled';
  return told && after.sequence > before.sequence ? [{ kind: 'tell-attendees', sessionId: after.sessionId }] : [];
}
