import { standingStatus } from '#domain/bookings/booking.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, joinBlocks, manageLink, messageKind, notMyBooking } from '../message.ts';

const standing = {
  confirmed: 'Your place is confirmed.',
  offered: 'We have offered you a place. You do not have it until you accept it.',
  waitlisted: 'You are on the waiting list. You do not have a place yet.',
} as const;

/** To who has lost the link. */
export const bookingLinkAgain = messageKind({
  kind: 'booking-link-again',
  sort: 'service',
  facts: BookingFacts.extend({ status: standingStatus }),
  render: (booking, context) => ({
    subject: `Your booking: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('Somebody asked us for the link to your booking. Here it is.'),
      paragraph(`Nothing has changed. ${standing[booking.status]}`),
      bookingFacts(booking),
      ...(booking.status === 'confirmed' ? joinBlocks(booking.session) : []),
      manageLink('See or cancel your booking', context),
      ...notMyBooking(context),
    ],
  }),
});
