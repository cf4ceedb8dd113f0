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

const happened = {
  person: 'Your place is confirmed.',
  hub: 'We have booked a place for you. It is confirmed.',
  offer: 'You have accepted the place that we offered you. It is confirmed.',
} as const;

export const bookingConfirmed = messageKind({
  kind: 'booking-confirmed',
  sort: 'service',
  facts: BookingFacts.extend({
    by: z.enum(['person', 'hub', 'offer']),
    /** What they are called who booked for the reader. */
    colleague: z.string().optional(),
  }),
  render: (booking, context) => ({
    subject: `You have a place: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(
        booking.colleague === undefined
          ? happened[booking.by]
          : `${booking.colleague} has booked a place for you. It is confirmed.`,
      ),
      bookingFacts(booking),
      ...joinBlocks(booking.session),
      policyBlock(booking.session, context),
      manageLink('See or cancel your booking', context),
      // Of what staff made, staff are asked; an offer accepts who has the link.
      ...(booking.by === 'person' ? notMyBooking(context) : []),
    ],
    calendar: attendeeEvent('REQUEST', booking, context),
  }),
});
