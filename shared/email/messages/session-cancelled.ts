import * as z from 'zod';
import { attendeeEvent } from '../calendar.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';

export const sessionCancelled = messageKind({
  kind: 'session-cancelled',
  facts: BookingFacts.extend({ was: z.enum(['confirmed', 'offered', 'waitlisted']), reason: z.string() }),
  render: (booking, context) => ({
    subject: `This session is cancelled: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('We are sorry: this session will not take place. Please do not come, and do not join.'),
      paragraph(`The reason: ${booking.reason}`),
      bookingFacts(booking),
      paragraph('Your booking is over, and nothing is due. You will find other sessions on our website.'),
      manageLink('See your booking', context),
    ],
    ...(booking.was === 'confirmed' && { calendar: attendeeEvent('CANCEL', booking, context) }),
  }),
});
