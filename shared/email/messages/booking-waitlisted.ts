import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, manageLink, messageKind } from '../message.ts';

export const bookingWaitlisted = messageKind({
  kind: 'booking-waitlisted',
  facts: BookingFacts,
  render: (booking, context) => ({
    subject: `You are on the waiting list: ${booking.session.title}`,
    blocks: [
      paragraph(`Dear ${booking.name},`),
      paragraph(
        'Every place on this session is taken. You are on the waiting list, in the order in which people booked.',
      ),
      bookingFacts(booking),
      paragraph('You do not have a place yet, so please do not come to the session unless we write to you again.'),
      manageLink('See your booking or leave the waiting list', context),
    ],
  }),
});
