import * as z from 'zod';
import { type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import { sessionFields } from '#domain/bookings/session.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import { readPart } from '../engine/read-item.ts';

/** That a session, or how its places stand, has changed: which, and in which weeks it was listed, or is. What is so now, the records say. */
export const ListingChange = z.object({ sessionId: sessionFields.sessionId, weeks: z.array(z.iso.date()).min(1) });
export type ListingChange = z.output<typeof ListingChange>;

/** Of one that is where it was. */
export const changeOf = ({
  sessionId,
  startsAt,
}: Pick<ListedSession['session'], 'sessionId' | 'startsAt'>): ListingChange => ({
  sessionId,
  weeks: [listingWeek(startsAt)],
});

const ChangedImage = z.object({ sessionId: sessionFields.sessionId, startsAt: sessionFields.startsAt });

type Item = Readonly<Record<string, unknown>>;

/** @throws NotReadableError where such a record does not say when it starts */
export function listingChangeOf({ before, after }: { readonly before: Item; readonly after: Item }): ListingChange {
  const images = [readPart(ChangedImage, before), readPart(ChangedImage, after)] as const;
  // To where it has come first: for a moment it is in both, and never in neither.
  const weeks = new Set(images.map(({ startsAt }) => listingWeek(startsAt)).reverse());
  return { sessionId: images[0].sessionId, weeks: [...weeks] };
}

export const ListingChanges = z.array(ListingChange);

/** A change, and what names it: its place in the stream, or when it was found. */
interface Occasion {
  readonly change: ListingChange;
  readonly sequenceNumber: string;
}

/** One message for each week, which is written whole, of all that changed there; with the place of the first of it. */
export function listingMessages(occasions: readonly Occasion[]): { sequenceNumber: string; message: QueuedMessage }[] {
  const weeks = Map.groupBy(occasions, ({ change }) => change.weeks[0] ?? '');
  return [...weeks].map(([week, ofWeek]) => {
    const places = ofWeek.map((each) => each.sequenceNumber);
    const [first = '', last = ''] = [places.at(0), places.at(-1)];
    const message = {
      body: ofWeek.map(({ change }) => change),
      group: week,
      deduplicationId: `${first}-${last}-listing`,
    };
    return { sequenceNumber: first, message };
  });
}

/** Of several changes, which sessions are to be listed anew in which weeks. */
export function byWeek(changes: readonly ListingChange[]): Map<string, Set<string>> {
  const weeks = new Map<string, Set<string>>();
  for (const { sessionId, weeks: ofSession } of changes)
    for (const week of ofSession) weeks.set(week, (weeks.get(week) ?? new Set()).add(sessionId));
  return weeks;
}
