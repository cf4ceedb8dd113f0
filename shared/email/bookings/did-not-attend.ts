import { charge, chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const didNotAttend = messageKind({
  kind: 'did-not-attend',
  sort: 'service',
  facts: BookingFacts.extend({ charge: charge.optional() }),
  render: (booking, context) => ({
    subject: `We missed you: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('You had a place on this session, but our list shows that you did not come.'),
      bookingFacts(booking),
      paragraph(
        booking.charge === undefined
          ? 'There is nothing to pay. If you cannot come to another session, please cancel as soon as you can, so that a colleague can have your place.'
          : `There is a fee of ${chargeInWords(booking.charge)}. This is in the cancellation policy for the session.`,
      ),
      paragraph('If you were there, or you could not help missing it, please reply to this email and tell us.'),
      manageLink('See your booking', context),
    ],
  }),
});
