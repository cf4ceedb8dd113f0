import { attendeeEvent } from '../calendar.ts';
import { link, paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, manageLink, messageKind } from '../message.ts';

export const bookingConfirmed = messageKind({
  kind: 'booking-confirmed',
  facts: BookingFacts,
  render: (booking, context) => ({
    subject: `You have a place: ${booking.session.title}`,
    blocks: [
      paragraph(`Dear ${booking.name},`),
      paragraph('Your place is confirmed.'),
      bookingFacts(booking),
      ...(booking.session.joinLink === null ? [] : [link('Join the session', booking.session.joinLink)]),
      paragraph('If you cannot come, please cancel as soon as you can, so that a colleague can have your place.'),
      manageLink('See or cancel your booking', context),
    ],
    calendar: attendeeEvent('REQUEST', booking, context),
  }),
});
