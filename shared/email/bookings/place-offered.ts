import * as z from 'zod';
import { momentInLondon } from '#domain/time/london.ts';
import { facts, paragraph } from '../layout.ts';
import { BookingFacts, dear, manageLink, messageKind, notMyBooking, policyBlock, sessionRows } from '../message.ts';

export const placeOffered = messageKind({
  kind: 'place-offered',
  sort: 'service',
  facts: BookingFacts.extend({ offerEndsAt: z.string() }),
  render: (booking, context) => {
    const until = `${momentInLondon(booking.offerEndsAt)} (UK time)`;
    return {
      subject: `A place is free for you: ${booking.session.title}`,
      blocks: [
        dear(booking),
        paragraph(`A place has become free, and you are next in line. We will keep it for you until ${until}.`),
        paragraph('You do not have the place until you accept it.'),
        facts(...sessionRows(booking.session), ['Answer by', until], ['Your booking reference', booking.reference]),
        manageLink('Accept or decline the place', context),
        paragraph(
          'If you do not answer in time, we will offer the place to the next person in line. You will then no longer be on the waiting list.',
        ),
        paragraph('Once you have accepted, this applies:'),
        policyBlock(booking.session, context),
        ...notMyBooking(context),
      ],
    };
  },
});
