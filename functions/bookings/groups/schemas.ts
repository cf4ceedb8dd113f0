import * as z from 'zod';
import { bookingFields } from '#domain/bookings/booking.ts';
import {
  groupBookingFields,
  groupMemberHolderFields,
  mostColleagues,
  repeatedMailboxes,
  toldStatus,
} from '#domain/bookings/group-booking.ts';
import { sessionFields } from '#domain/bookings/session.ts';
import { id } from '#domain/ids.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { personFields } from '#domain/people/person.ts';
import { placeInLine } from '../places/schemas.ts';
import { Session, sessionId } from '../sessions/schemas.ts';

export const groupBookingId = id.meta({
  description: 'Of what somebody booked for their colleagues',
  example: '01KF0A2C4E6G8J1M3P5R7T9V2X',
});

const { name, workEmail, workplace, jobRole, jobTitle } = personFields;

const Booker = z
  .strictObject({
    name: name.meta({ example: 'Pat Manager', 'x-label': 'Your full name', 'x-ask': 'Enter your full name' }),
    workEmail: workEmail.meta({
      example: 'pat.manager@nhs.net',
      'x-label': 'Your work email address',
      'x-hint': 'We send you a link there, by which you see who has a place',
      'x-ask': 'Enter your work email address',
    }),
    workplace: workplace.meta({ description: 'Where you, and all of these colleagues, work' }),
  })
  .meta({ id: 'GroupBooker' });

const Colleague = z
  .strictObject({
    name: name.meta({ 'x-ask': 'Enter your colleague’s full name' }),
    workEmail: workEmail.meta({
      'x-hint': 'We tell them there that you booked',
      'x-ask': 'Enter your colleague’s work email address',
    }),
    jobRole: jobRole.meta({ 'x-hint': 'The one nearest to theirs', 'x-ask': 'Choose your colleague’s role' }),
    jobTitle: jobTitle.meta({
      'x-hint': 'As you call it, like Lead practice nurse',
      'x-ask': 'Enter your colleague’s job title',
    }),
  })
  .meta({ id: 'ColleagueToBook' });

export const NewGroupBooking = z
  .strictObject({
    sessionId,
    booker: Booker,
    colleagues: z
      .array(Colleague)
      .min(1, 'Give at least one colleague')
      .max(mostColleagues, `Give ${mostColleagues} colleagues or fewer`)
      .meta({ description: 'Each once, and not you yourself. In this order they get the places that are free' }),
  })
  .superRefine(({ booker, colleagues }, context) => {
    const wrong = (at: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['colleagues', at, 'workEmail'], message });
    const addresses = colleagues.map((each) => each.workEmail);
    for (const at of repeatedMailboxes(addresses)) wrong(at, 'You have given this email address already');
    for (const [at, address] of addresses.entries())
      if (sameMailbox(address, booker.workEmail))
        wrong(at, 'Enter the email address of a colleague. To book for yourself, use the form for one person');
  })
  .meta({ id: 'NewGroupBooking' });

/** The same whoever's addresses they are: it names nobody, and no booking. */
export const GroupReceipt = z
  .object({
    colleagues: z
      .array(z.object({ status: toldStatus, placeInLine: placeInLine.optional() }))
      .meta({ description: 'In the order in which they were given' }),
  })
  .meta({ id: 'GroupReceipt' });

const { bookedAt } = groupBookingFields;
const { status, offerEndsAt, cancelledBecause } = bookingFields;

export const GroupBooking = z
  .object({
    groupBookingId,
    bookedAt,
    session: Session.pick({
      sessionId: true,
      title: true,
      format: true,
      provider: true,
      venue: true,
      startsAt: true,
      endsAt: true,
    }).extend({ status: sessionFields.status }),
    colleagues: z.array(
      z.object({
        name: groupMemberHolderFields.name.meta({ example: "Siobhán O'Brien" }),
        status: status.meta({ example: 'confirmed' }),
        offerEndsAt: offerEndsAt.meta({
          description: 'Until when a place that they were offered waits for their answer',
        }),
        cancelledBecause,
      }),
    ),
  })
  .meta({ id: 'GroupBooking' });
