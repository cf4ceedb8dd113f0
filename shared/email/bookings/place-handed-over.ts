import * as z from 'zod';
import { charge, chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';
import { attendeeEvent } from './calendar.ts';

/** To the person who gave their place away. */
export const placeHandedOver = messageKind({
  kind: 'place-handed-over',
  sort: 'service',
  facts: BookingFacts.extend({
    colleague: z.string(),
    charge: charge.optional(),
    /** That the colleague had a place already, which is why something is due. */
    hadPlace: z.boolean().optional(),
  }),
  render: (booking, context) => ({
    subject: `You have handed over your place: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(`You have handed over your place to ${booking.colleague}. We have told them by email.`),
      paragraph(whatIsDue(booking)),
      bookingFacts(booking),
      manageLink('See your booking', context),
    ],
    calendar: attendeeEvent('CANCEL', booking, context),
  }),
});

function whatIsDue({
  charge: due,
  hadPlace,
}: {
  readonly charge?: Parameters<typeof chargeInWords>[0] | undefined;
  readonly hadPlace?: boolean | undefined;
}) {
  if (due === undefined) return 'There is nothing to pay.';
  const why = hadPlace
    ? 'They have a place already, so nobody comes instead of you, and it was too late to cancel free of charge'
    : 'It was too late to hand it over free of charge';
  return `${why}, so there is a fee of ${chargeInWords(due)}.`;
}
