import * as z from 'zod';
import { attendeeEvent } from '../calendar.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, manageLink, messageKind } from '../message.ts';

export const bookingCancelled = messageKind({
  kind: 'booking-cancelled',
  facts: BookingFacts.extend({ was: z.enum(['confirmed', 'waitlisted']) }),
  render: (booking, context) => ({
    subject: `Your booking is cancelled: ${booking.session.title}`,
    blocks: [
      paragraph(`Dear ${booking.name},`),
      paragraph(
        booking.was === 'confirmed'
          ? 'You have cancelled your place. Thank you for telling us.'
          : 'You have left the waiting list. Thank you for telling us.',
      ),
      bookingFacts(booking),
      paragraph('If you did not mean to cancel, book again on our website.'),
      manageLink('See your cancelled booking', context),
    ],
    // Somebody who only waited has nothing in their calendar to take away.
    ...(booking.was === 'confirmed' && { calendar: attendeeEvent('CANCEL', booking, context) }),
  }),
});
