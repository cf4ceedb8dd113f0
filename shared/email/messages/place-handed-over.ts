import * as z from 'zod';
import { chargeInWords } from '../../domain/cancellation-policy.ts';
import { charge } from '../../domain/fields.ts';
import { attendeeEvent } from '../calendar.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

/** To the person who gave their place away. */
export const placeHandedOver = messageKind({
  kind: 'place-handed-over',
  facts: BookingFacts.extend({ colleague: z.string(), charge: charge.optional() }),
  render: (booking, context) => ({
    subject: `You have handed over your place: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(`You have handed over your place to ${booking.colleague}. We have told them by email.`),
      paragraph(
        booking.charge === undefined
          ? 'There is nothing to pay.'
          : `It was too late to hand it over free of charge, so there is a fee of ${chargeInWords(booking.charge)}.`,
      ),
      bookingFacts(booking),
      manageLink('See your booking', context),
    ],
    calendar: attendeeEvent('CANCEL', booking, context),
  }),
});
