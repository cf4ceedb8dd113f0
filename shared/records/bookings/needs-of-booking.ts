import * as z from 'zod';
import { absent, any, present } from '../engine/conditions.ts';
import { remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { AccessNeedsRecord } from './items.ts';

/** Of access needs each booking has its own consent: one at a time, and another where they are told anew after it ended. */
export const needsConsentOf = (bookingId: string) =>
  ({ sort: 'consent', purpose: 'access-needs', of: bookingId }) as const;

/** What somebody needs is a record of its own, which no other says anything of. */
export const removalOfNeeds = (bookingId: string) =>
  remove(AccessNeedsRecord, keys.accessNeeds(bookingId), any(absent, present));

/** What the stream says of access needs that are gone, by their end or before. */
export const GoneNeedsImage = z.object({ type: z.literal('access-needs'), bookingId: z.string() });
