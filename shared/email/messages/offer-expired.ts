import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const offerExpired = messageKind({
  kind: 'offer-expired',
  facts: BookingFacts,
  render: (booking, context) => ({
    subject: `The place we kept for you is gone: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('We kept a place for you, but did not hear from you in time. It goes to the next person in line.'),
      bookingFacts(booking),
      paragraph('If you would still like to come, book again on our website to join the waiting list.'),
      manageLink('See your booking', context),
    ],
  }),
});
