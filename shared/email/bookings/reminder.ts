import * as z from 'zod';
import { type Reminder, reminders } from '#domain/bookings/reminders.ts';
import { londonDay } from '#domain/time/london.ts';
import { addToDay } from '#domain/time/working-days.ts';
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

/** What is true when the email is sent: a session may have been moved nearer, and an email may be late. */
function when(reminder: Reminder, startsAt: string, now: Date): string {
  const minutes = (Date.parse(startsAt) - now.getTime()) / 60_000;
  if (reminder === 'hour' && minutes > 45) return 'In an hour';
  const today = londonDay(now.toISOString());
  switch (londonDay(startsAt)) {
    case today:
      return 'Today';
    case addToDay(today, 1):
      return 'Tomorrow';
    case addToDay(today, 7):
      return 'In a week';
    default:
      return 'Reminder';
  }
}

/** The calendar has had the date since the confirmation, so none goes with a reminder. */
export const reminder = messageKind({
  kind: 'reminder',
  sort: 'service',
  facts: BookingFacts.extend({ reminder: z.enum(reminders) }),
  render: (booking, context) => ({
    subject: `${when(booking.reminder, booking.session.startsAt, context.now)}: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('This is a reminder that you have a place on this session.'),
      bookingFacts(booking),
      ...joinBlocks(booking.session),
      ...(booking.reminder === 'hour' ? [] : [policyBlock(booking.session, context)]),
      manageLink('See or cancel your booking, or hand over your place', context),
      ...notMyBooking(context),
    ],
  }),
});
