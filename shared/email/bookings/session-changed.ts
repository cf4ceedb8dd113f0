import * as z from 'zod';
import { standingStatus } from '#domain/bookings/booking.ts';
import { type ToldField, toldFields } from '#domain/bookings/session.ts';
import { listed } from '#domain/text/listed.ts';
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

const names: Readonly<Record<ToldField, string>> = {
  title: 'the title',
  format: 'whether it is online or in person',
  provider: 'who gives it',
  venue: 'where it takes place',
  joinLink: 'the link to join',
  startsAt: 'when it starts',
  endsAt: 'when it ends',
};

const whatIsDifferent = (fields: readonly ToldField[]): string =>
  fields.length === 0 ? '' : ` What is different: ${listed(fields.map((field) => names[field]))}.`;

const standing = {
  confirmed: 'You still have your place.',
  offered:
    'We are still keeping a place for you. Please accept or decline it by the time in the email that offered it to you.',
  waitlisted: 'You are still on the waiting list. You do not have a place yet.',
} as const;

const ways = {
  confirmed: 'See or cancel your booking',
  offered: 'Accept or decline the place',
  waitlisted: 'See your booking or leave the waiting list',
} as const;

export const sessionChanged = messageKind({
  kind: 'session-changed',
  sort: 'service',
  facts: BookingFacts.extend({
    status: standingStatus,
    /** None where more than one change has been made since the reader was last told. */
    changed: z.array(z.enum(toldFields)),
  }),
  render: (booking, context) => {
    const { session, status } = booking;
    return {
      subject: `This session has changed: ${session.title}`,
      blocks: [
        dear(booking),
        paragraph(`We have changed this session.${whatIsDifferent(booking.changed)} These are the details now:`),
        bookingFacts(booking),
        paragraph(standing[status]),
        ...(status === 'confirmed' ? [...joinBlocks(session), policyBlock(session, context)] : []),
        manageLink(ways[status], context),
        ...notMyBooking(context),
      ],
      ...(status === 'confirmed' && { calendar: attendeeEvent('REQUEST', booking, context) }),
    };
  },
});
