import * as z from 'zod';
import { paragraph } from '../layout.ts';
import {
  BookingFacts,
  bookingFacts,
  dear,
  joinBlocks,
  manageLink,
  messageKind,
  notMyBooking,
  policyBlock,
} from '../message.ts';
import { attendeeEvent } from './calendar.ts';

/** To the colleague who has the place now. */
export const placeReceived = messageKind({
  kind: 'place-received',
  sort: 'service',
  facts: BookingFacts.extend({ colleague: z.string() }),
  render: (booking, context) => ({
    subject: `You have a place: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(`${booking.colleague} cannot come and has handed over their place to you. Your place is confirmed.`),
      bookingFacts(booking),
      ...joinBlocks(booking.session),
      policyBlock(booking.session, context),
      manageLink('See or cancel your booking', context),
      ...notMyBooking(context),
    ],
    calendar: attendeeEvent('REQUEST', booking, context),
  }),
});
