import * as z from 'zod';
import { bookingFields, bookingHolderFields } from '#domain/bookings/booking.ts';
import { sessionFields } from '#domain/bookings/session.ts';
import { id } from '#domain/ids.ts';
import { wordingOf } from '#domain/people/consent-wordings.ts';
import { personFields } from '#domain/people/person.ts';
import { paragraphs, withoutBankDetails } from '#domain/text/text.ts';
import { secureUrl } from '#domain/text/web-address.ts';
import { wordingVersion } from '#http/choices.ts';
import { reason, Session, sessionId } from '../sessions/schemas.ts';

export const bookingId = id.meta({ description: 'Of a booking', example: '01KF0A2C4E6G8J1M3P5R7T9V2X' });

const Person = z.strictObject(personFields).meta({ id: 'Person', outputId: 'BookedPerson' });

const managerEmail = bookingHolderFields.managerEmail.unwrap().meta({
  format: 'email',
  example: 'practice.manager@nhs.net',
  'x-label': 'Your manager’s email address (if you like)',
  'x-hint': 'So that we can reach your practice about your place',
  'x-ask': 'Enter your manager’s email address',
});
const accessNeeds = withoutBankDetails(paragraphs(1000)).meta({
  description: 'What would help the person to take part. Deleted soon after the session',
  example: 'A hearing loop',
  'x-label': 'What would help you to take part? (if you like)',
  'x-hint': 'Like a hearing loop, or step-free access',
  'x-ask': 'Enter what would help you to take part',
});
const accessNeedsWording = wordingVersion.meta({
  description: `Of the words that were shown with the access needs, and agreed to. Those of today: “${wordingOf('access-needs').text}”`,
  example: wordingOf('access-needs').version,
});

export const NewBooking = z
  .strictObject({
    sessionId,
    person: Person,
    managerEmail: managerEmail.optional(),
    accessNeeds: accessNeeds.optional(),
    accessNeedsWording: accessNeedsWording.optional(),
  })
  .meta({ id: 'NewBooking' });

/** Told on its own, and so with the words that it is agreed to in. */
export const ToldAccessNeeds = z
  .strictObject({
    accessNeeds: accessNeeds.meta({ 'x-label': 'What would help you to take part?' }),
    accessNeedsWording,
  })
  .meta({ id: 'ToldAccessNeeds' });

/** As the public books, for the session of the path. */
export const NewBookingForPerson = NewBooking.omit({ sessionId: true }).meta({ id: 'NewBookingForPerson' });

const acceptCharge = z.boolean().default(false).meta({
  description: 'That the person has been told what this costs so late, and who pays, and does it all the same',
});
const { odsCode, name: practice, borough } = personFields.workplace.shape;

/** Who comes instead, as a form asks for somebody else. */
const Colleague = z
  .strictObject({
    ...personFields,
    name: personFields.name.meta({ 'x-label': 'Their full name', 'x-ask': 'Enter their full name' }),
    workEmail: personFields.workEmail.meta({
      'x-label': 'Their work email address',
      'x-hint': 'We tell them there that they have the place',
      'x-ask': 'Enter their work email address',
    }),
    workplace: personFields.workplace
      .safeExtend({
        odsCode: odsCode.meta({
          'x-label': 'ODS code of their practice',
          'x-ask': 'Enter the ODS code of their practice, or its name below',
        }),
        name: practice.meta({
          'x-label': 'Name of their practice',
          'x-ask': 'Enter the name of their practice, or its ODS code above',
        }),
        borough: borough.meta({
          'x-hint': 'Where their practice is',
          'x-ask': 'Choose the borough where their practice is',
        }),
      })
      .meta({ ...personFields.workplace.meta() }),
    jobRole: personFields.jobRole.meta({
      'x-label': 'Their role',
      'x-hint': 'The one nearest to theirs',
      'x-ask': 'Choose their role',
    }),
    jobTitle: personFields.jobTitle.meta({
      'x-label': 'Their job title',
      'x-hint': 'As you call it, like Lead practice nurse',
      'x-ask': 'Enter their job title',
    }),
  })
  .meta({ id: 'Colleague' });

export const Substitution = z
  .strictObject({ person: Colleague, accessNeeds: accessNeeds.optional(), acceptCharge })
  .meta({ id: 'Substitution' });

export const Cancellation = z.strictObject({ acceptCharge }).meta({ id: 'Cancellation' });

export const CancellationByHub = z
  .strictObject({ reason: reason.optional().meta({ description: 'The person is told' }) })
  .meta({ id: 'CancellationByHub' });
const { status, bookedAt, bookedBy, offerEndsAt, cancelledAt, cancelledBecause, certificateCode, emailBouncedAt } =
  bookingFields;
const { attendance, charge } = bookingHolderFields;
const reference = z.string().meta({ description: 'To read out on the telephone', example: '7K3M9-Q2XDH' });
export const placeInLine = z.int().min(1).meta({ description: 'In the waiting list: 1 is next', example: 3 });

const receipt = {
  status: status.exclude(['cancelled']),
  placeInLine: placeInLine.optional().meta({ description: 'While it is waitlisted: 1 is next' }),
};

/** The same whoever's address it is: it names no booking. */
export const BookingReceipt = z
  .object({ ...receipt, status: status.extract(['confirmed', 'waitlisted']) })
  .meta({ id: 'BookingReceipt' });

/** Staff may know. */
export const StaffBookingReceipt = z.object({ bookingId, reference, ...receipt }).meta({ id: 'StaffBookingReceipt' });

export const Booking = z
  .object({
    bookingId,
    reference,
    status,
    placeInLine: placeInLine.optional(),
    offerEndsAt: offerEndsAt.meta({ description: 'Until when an offered place waits for an answer' }),
    bookedAt,
    cancelledAt,
    cancelledBecause,
    attendance,
    certificateCode,
    charge: charge.meta({ description: 'What is due' }),
    chargeIfCancelledNow: charge,
    person: Person.pick({ name: true, workEmail: true }),
    session: Session.pick({
      sessionId: true,
      title: true,
      format: true,
      provider: true,
      venue: true,
      startsAt: true,
      endsAt: true,
      cancellationPolicy: true,
    }).extend({
      status: sessionFields.status,
      joinLink: secureUrl.optional().meta({ description: 'Only while the booking is confirmed' }),
    }),
  })
  .meta({ id: 'Booking' });

export const StaffBooking = z
  .object({
    bookingId,
    reference,
    status,
    offerEndsAt,
    bookedAt,
    bookedBy,
    cancelledAt,
    cancelledBecause,
    attendance,
    certificateCode,
    charge,
    emailReturned: z
      .enum(['bounced', 'complained'])
      .optional()
      .meta({ description: 'Why nothing more is sent to this address: ring them' }),
    emailBouncedAt: emailBouncedAt.meta({
      description: 'When an email about this booking came back for good; none has arrived since',
    }),
    person: Person,
    managerEmail: managerEmail.optional(),
    accessNeeds: accessNeeds.optional(),
  })
  .meta({ id: 'StaffBooking' });
