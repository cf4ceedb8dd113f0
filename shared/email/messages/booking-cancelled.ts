import * as z from 'zod';
import { attendeeEvent } from '../calendar.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, manageLink, messageKind } from '../message.ts';

const wording = {
  confirmed: {
    subject: 'Your booking is cancelled',
    happened: 'You have cancelled your place. Thank you for telling us.',
  },
  waitlisted: {
    subject: 'You have left the waiting list',
    happened: 'You are no longer waiting for a place. Thank you for telling us.',
  },
} as const;

export const bookingCancelled = messageKind({
  kind: 'booking-cancelled',
  facts: BookingFacts.extend({ was: z.enum(['confirmed', 'waitlisted']) }),
  render: (booking, context) => ({
    subject: `${wording[booking.was].subject}: ${booking.session.title}`,
    blocks: [
      paragraph(`Dear ${booking.name},`),
      paragraph(wording[booking.was].happened),
      bookingFacts(booking),
      paragraph('If you did not mean to do this, book again on our website.'),
      manageLink('See your cancelled booking', context),
    ],
    // Somebody who only waited has nothing in their calendar to take away.
    ...(booking.was === 'confirmed' && { calendar: attendeeEvent('CANCEL', booking, context) }),
  }),
});
