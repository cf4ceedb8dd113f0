import * as z from 'zod';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind, notMyBooking } from '../message.ts';

export const bookingWaitlisted = messageKind({
  kind: 'booking-waitlisted',
  sort: 'service',
  facts: BookingFacts.extend({
    placeInLine: z.int().min(1),
    /** What they are called who asked for the reader. */
    colleague: z.string().optional(),
  }),
  render: (booking, context) => ({
    subject: `You are on the waiting list: ${booking.session.title}`,
    blocks: [
      dear(booking),
      ...(booking.colleague === undefined ? [] : [paragraph(`${booking.colleague} has asked for a place for you.`)]),
      paragraph(
        `Every place on this session is taken. You are number ${booking.placeInLine} on the waiting list. You do not have a place yet.`,
      ),
      bookingFacts(booking),
      paragraph(
        'When a place becomes free, we email the next person in line. They have a limited time to accept it, so please look out for our email.',
      ),
      paragraph('Please only come to the session if we email you to confirm a place.'),
      manageLink('See your booking or leave the waiting list', context),
      ...notMyBooking(context),
    ],
  }),
});
