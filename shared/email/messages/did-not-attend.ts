import { chargeInWords } from '../../domain/cancellation-policy.ts';
import { charge } from '../../domain/fields.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const didNotAttend = messageKind({
  kind: 'did-not-attend',
  facts: BookingFacts.extend({ charge: charge.optional() }),
  render: (booking, context) => ({
    subject: `We missed you: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('You had a place on this session, but our list says that you did not come.'),
      bookingFacts(booking),
      paragraph(
        booking.charge === undefined
          ? 'There is nothing to pay. Next time, please cancel as soon as you can, so that a colleague can have your place.'
          : `Under the cancellation policy of this session there is a fee of ${chargeInWords(booking.charge)}.`,
      ),
      paragraph('If you were there, or something kept you that you could not help, please reply to this email.'),
      manageLink('See your booking', context),
    ],
  }),
});
