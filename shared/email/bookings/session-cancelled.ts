import * as z from 'zod';
import { standingStatus } from '#domain/bookings/booking.ts';
import { link, paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';
import { attendeeEvent } from './calendar.ts';

export const sessionCancelled = messageKind({
  kind: 'session-cancelled',
  sort: 'service',
  facts: BookingFacts.extend({ was: standingStatus, reason: z.string() }),
  render: (booking, context) => ({
    subject: `This session is cancelled: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('We are sorry. This session is cancelled and will not take place. Please do not come or try to join.'),
      paragraph(`The reason: ${booking.reason}`),
      bookingFacts(booking),
      paragraph('Your booking has ended. There is nothing to pay, and you do not need to do anything.'),
      link('Find other sessions on our website', context.siteUrl),
      manageLink('See your booking', context),
    ],
    ...(booking.was === 'confirmed' && { calendar: attendeeEvent('CANCEL', booking, context) }),
  }),
});
