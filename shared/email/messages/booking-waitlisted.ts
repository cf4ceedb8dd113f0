import * as z from 'zod';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const bookingWaitlisted = messageKind({
  kind: 'booking-waitlisted',
  facts: BookingFacts.extend({ placeInLine: z.int().min(1) }),
  render: (booking, context) => ({
    subject: `You are on the waiting list: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(
        `Every place on this session is taken. You are on the waiting list, at number ${booking.placeInLine}. When a place becomes free, we offer it to the first in line by email.`,
      ),
      bookingFacts(booking),
      paragraph('You do not have a place yet, so please do not come to the session unless we write to you again.'),
      manageLink('See your booking or leave the waiting list', context),
    ],
  }),
});
