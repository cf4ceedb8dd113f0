import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind, notMyBooking } from '../message.ts';

/** To who has booked already: the form that was sent with their address cannot say so, since anybody may have sent it. */
export const bookingLink = messageKind({
  kind: 'booking-link',
  sort: 'service',
  facts: BookingFacts,
  render: (booking, context) => ({
    subject: `You have booked already: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(
        'Somebody, probably you or a colleague, has just asked for a place on this session with your email address.',
      ),
      paragraph('You have a booking for it already. Nothing has changed, and there is nothing that you need to do.'),
      bookingFacts(booking),
      paragraph(
        'Here is the link to your booking again. It shows whether you have a place or are on the waiting list.',
      ),
      manageLink('See or cancel your booking', context),
      ...notMyBooking(context),
    ],
  }),
});
