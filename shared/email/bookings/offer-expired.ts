import { link, paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const offerExpired = messageKind({
  kind: 'offer-expired',
  sort: 'service',
  facts: BookingFacts,
  render: (booking, context) => ({
    subject: `The place we kept for you is gone: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(
        'We kept a place for you, but the time to accept it has passed. You do not have a place, and you are no longer on the waiting list.',
      ),
      bookingFacts(booking),
      paragraph('If you would still like to come, you can book again. You may have to join the waiting list.'),
      link('Go to our website', context.siteUrl),
      manageLink('See your booking', context),
    ],
  }),
});
