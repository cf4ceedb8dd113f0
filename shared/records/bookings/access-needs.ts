import * as z from 'zod';
import { type By, type ChoiceChannel, stands } from '#domain/people/choices.ts';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { choiceEnded, firstChoice } from '../people/choices.ts';
import { ChoiceView } from '../people/views.ts';
import { type BookingChange, type BookingStoreDeps, type ChangeOutcome, createKeep } from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { AccessNeedsRecord } from './items.ts';

type Needing = Pick<HeldBooking, 'bookingId' | 'personId'>;

export interface AccessNeedsKept {
  /** Takes them away from a booking, which stays as it is, and ends the consent; where there are none, there is nothing to take. */
  removeAccessNeeds(booking: Needing, change: BookingChange): Promise<ChangeOutcome>;
  /** They went with what they were for: the consent that they were told with has ended, where it was not taken back before. */
  endNeedsConsent(booking: Needing, work: Work): Promise<ChangeOutcome>;
}

/** Of access needs each booking has its own consent, and one: a booking is made once. */
export const needsConsentOf = (bookingId: string) =>
  ({ sort: 'consent', purpose: 'access-needs', of: bookingId }) as const;

/** Of those that were told before there was a ledger, none stands in it. */
export function createAccessNeedsKept(deps: BookingStoreDeps): AccessNeedsKept {
  const { records, clock } = deps;
  const keep = createKeep(deps);

  async function consentEnded({ bookingId, personId }: Needing, channel: ChoiceChannel, work: Work) {
    const key = keys.choice(firstChoice(personId, needsConsentOf(bookingId)));
    const consent = await records.find(ChoiceView, key, work);
    const by: By = { at: clock().toISOString(), channel };
    return stands(consent) ? choiceEnded(consent, by) : undefined;
  }

  return {
    async removeAccessNeeds(booking, change) {
      const consent = await consentEnded(booking, 'link', change.work);
      return keep({ accessNeeds: removalOfNeeds(booking.bookingId), consent }, change);
    },

    async endNeedsConsent(booking, work) {
      const consent = await consentEnded(booking, 'with-what-it-was-for', work);
      return consent ? keep({ consent }, { work }) : 'changed';
    },
  };
}

/** What somebody needs is a record of its own, which no other says anything of. */
export const removalOfNeeds = (bookingId: string) =>
  remove(AccessNeedsRecord, keys.accessNeeds(bookingId), any(absent, present));

/** What the stream says of access needs that are gone, by their end or before. */
export const GoneNeedsImage = z.object({ type: z.literal('access-needs'), bookingId: z.string() });
