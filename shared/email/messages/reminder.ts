import * as z from 'zod';
import { type Reminder, reminders } from '../../domain/reminders.ts';
import { paragraph } from '../layout.ts';
import { BookingFacts, bookingFacts, dear, joinBlocks, manageLink, messageKind, policyBlock } from '../message.ts';

const when: Readonly<Record<Reminder, string>> = { week: 'In a week', day: 'Tomorrow', hour: 'In an hour' };

/** The calendar has had the date since the confirmation, so none goes with a reminder. */
export const reminder = messageKind({
  kind: 'reminder',
  facts: BookingFacts.extend({ reminder: z.enum(reminders) }),
  render: (booking, context) => ({
    subject: `${when[booking.reminder]}: ${booking.session.title}`,
    blocks: [
      dear(booking),
      paragraph('This is to remind you that you have a place on this session.'),
      bookingFacts(booking),
      ...joinBlocks(booking.session),
      ...(booking.reminder === 'hour' ? [] : [policyBlock(booking.session, context)]),
      manageLink('See or cancel your booking, or hand it over to a colleague', context),
    ],
  }),
});
