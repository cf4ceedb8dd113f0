import * as z from 'zod';
import { standingStatus } from '#domain/bookings/booking.ts';
import { charge, chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { link, paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, manageLink, messageKind } from '../message.ts';
import { attendeeEvent } from './calendar.ts';

const subjects = {
  confirmed: 'Your booking is cancelled',
  offered: 'You have declined the place',
  waitlisted: 'You have left the waiting list',
} as const;

const byPerson = {
  confirmed: 'You have cancelled your place. Thank you for telling us.',
  offered: 'You have declined the place that we offered you. Thank you for telling us.',
  waitlisted: 'You are no longer waiting for a place. Thank you for telling us.',
} as const;

const byHub = {
  confirmed: 'We have cancelled your place.',
  offered: 'We have withdrawn the place that we offered you.',
  waitlisted: 'We have taken you off the waiting list.',
} as const;

export const bookingCancelled = messageKind({
  kind: 'booking-cancelled',
  sort: 'service',
  facts: BookingFacts.extend({
    was: standingStatus,
    by: z.enum(['person', 'hub']),
    reason: z.string().optional(),
    charge: charge.optional(),
  }),
  render: (booking, context) => ({
    subject: `${booking.by === 'person' ? subjects[booking.was] : 'Your booking is cancelled'}: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph(booking.by === 'person' ? byPerson[booking.was] : byHub[booking.was]),
      ...(booking.reason === undefined ? [] : [paragraph(`The reason: ${booking.reason}`)]),
      ...(booking.charge === undefined
        ? []
        : [
            paragraph(
              `It was too late to cancel free of charge, so there is a fee of ${chargeInWords(booking.charge)}.`,
            ),
          ]),
      bookingFacts(booking),
      ...(booking.by === 'person'
        ? [paragraph('If you did not mean to do this, you can book again.'), link('Go to our website', context.siteUrl)]
        : [paragraph('If you think this is a mistake, please reply to this email.')]),
      manageLink('See your cancelled booking', context),
    ],
    // Somebody who only waited has nothing in their calendar to take away.
    ...(booking.was === 'confirmed' && { calendar: attendeeEvent('CANCEL', booking, context) }),
  }),
});
