import * as z from 'zod';
import {
  groupBookerFields,
  groupBookingFields,
  groupMemberHolderFields,
  toldStatus,
} from '#domain/bookings/group-booking.ts';
import { facts, list, paragraph } from '../layout.ts';
import { dear, manageLink, messageKind, notMe, SessionSnapshot, sessionRows } from '../message.ts';

/** To who booked for colleagues. Of each it says what they were told on the page, which is the same whoever is known. */
export const colleaguesBooked = messageKind({
  kind: 'colleagues-booked',
  sort: 'service',
  facts: z.object({
    groupBookingId: groupBookingFields.groupBookingId,
    name: groupBookerFields.name,
    session: SessionSnapshot,
    colleagues: z.array(z.object({ name: groupMemberHolderFields.name, status: toldStatus })).min(1),
  }),
  render: ({ name, session, colleagues }, context) => ({
    subject: `You have booked for ${colleagues.length === 1 ? 'a colleague' : `${colleagues.length} colleagues`}: ${session.title}`,
    blocks: [
      dear({ name }),
      paragraph('We have done as you asked:'),
      list(
        colleagues.map(
          (each) => `${each.name}: ${each.status === 'confirmed' ? 'has a place' : 'is on the waiting list'}`,
        ),
      ),
      facts(...sessionRows(session)),
      paragraph(
        'We have written to each of them, and said that you asked. Each sees or cancels their own booking by the link in that email.',
      ),
      manageLink('See who has a place now', context),
      ...notMe('If you did not book for these colleagues', 'cancel what was booked, free of charge', context),
    ],
    because: 'bookings for your colleagues were made with your work email address',
  }),
});
