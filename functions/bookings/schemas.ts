import * as z from 'zod';
import { bookingStatuses } from '../../shared/domain/booking.ts';
import {
  emailAddress,
  id,
  instant,
  jobRole,
  line,
  paragraphs,
  personName,
  secureUrl,
  workplace,
} from '../../shared/domain/fields.ts';
import { sessionFormats, sessionStatuses } from '../../shared/domain/session.ts';

export const sessionId = id.meta({ description: 'Of a training session', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0C' });
export const bookingId = id.meta({ description: 'Of a booking', example: '01KF0A2C4E6G8J1M3P5R7T9V2X' });
const title = line(150).meta({ example: 'Asthma reviews in primary care' });
const description = paragraphs(4000).meta({ example: 'A practical afternoon for nurses who run asthma clinics.' });
const format = z.enum(sessionFormats);
const provider = line(200).meta({
  description: 'The organisation that gives the training',
  example: 'Primary Care Respiratory Academy',
});
const venue = line(300)
  .nullable()
  .meta({ description: 'Where an in-person session takes place', example: 'Waterloo Health Centre, London SE1' });
const joinLink = secureUrl
  .nullable()
  .meta({ description: 'Given only to those with a place, and to staff', example: 'https://webinars.example/asthma' });
const startsAt = instant.meta({ description: 'ISO 8601; answered in UTC', example: '2027-01-18T13:00:00.000Z' });
const endsAt = instant.meta({ example: '2027-01-18T16:00:00.000Z' });
const capacity = z
  .int()
  .min(1, 'Enter a number from 1 to 10000')
  .max(10_000, 'Enter a number from 1 to 10000')
  .meta({ example: 30 });
const version = z
  .int()
  .min(1)
  .meta({ description: 'Of the session, as last read: a change based on an older one is refused', example: 1 });

export const NewSession = z
  .strictObject({
    title,
    description,
    format,
    provider,
    venue: venue.default(null),
    joinLink: joinLink.default(null),
    startsAt,
    endsAt,
    capacity,
  })
  .meta({ id: 'NewSession' });

export const SessionChange = z
  .strictObject({
    version,
    title: title.optional(),
    description: description.optional(),
    format: format.optional(),
    provider: provider.optional(),
    venue: venue.optional(),
    joinLink: joinLink.optional(),
    startsAt: startsAt.optional(),
    endsAt: endsAt.optional(),
    capacity: capacity.optional(),
  })
  .meta({ id: 'SessionChange' });

export const Publication = z.strictObject({ version: version.optional() }).meta({ id: 'Publication' });

export const Session = z
  .object({
    sessionId,
    title,
    description,
    format,
    provider,
    venue,
    startsAt,
    endsAt,
    capacity,
    placesLeft: z.int().min(0),
    waitingList: z.boolean().meta({ description: 'Whether a booking made now joins the waiting list' }),
  })
  .meta({ id: 'Session' });

export const StaffSession = Session.extend({
  joinLink,
  status: z.enum(sessionStatuses),
  confirmed: z.int().min(0),
  waitlisted: z.int().min(0),
  version,
}).meta({ id: 'StaffSession' });

const Person = z
  .strictObject({
    name: personName.meta({ example: "Siobhán O'Brien" }),
    workEmail: emailAddress.meta({ format: 'email', example: 'siobhan.obrien@nhs.net' }),
    workplace: workplace.meta({
      description: 'By ODS code or, where it has none, by name',
      example: { odsCode: 'G85001', borough: 'Lambeth' },
    }),
    jobRole: jobRole.meta({
      description: 'As the National Workforce Reporting Service names it',
      example: 'practice-nurse',
    }),
    jobTitle: line(120).meta({ example: 'Lead practice nurse' }),
  })
  .meta({ id: 'Person', outputId: 'BookedPerson' });

const managerEmail = emailAddress.meta({ format: 'email', example: 'practice.manager@nhs.net' });
const accessNeeds = paragraphs(1000).meta({
  description: 'What would help the person to take part. Deleted soon after the session',
  example: 'A hearing loop',
});

export const NewBooking = z
  .strictObject({
    sessionId,
    person: Person,
    managerEmail: managerEmail.optional(),
    accessNeeds: accessNeeds.optional(),
  })
  .meta({ id: 'NewBooking' });

const status = z.enum(bookingStatuses);
const reference = z.string().meta({ description: 'To read out on the telephone', example: '7K3M9-Q2XDH' });

export const BookingReceipt = z
  .object({ bookingId, reference, status: status.exclude(['cancelled']) })
  .meta({ id: 'BookingReceipt' });

export const Booking = z
  .object({
    bookingId,
    reference,
    status,
    bookedAt: instant,
    cancelledAt: instant.optional(),
    person: Person.pick({ name: true, workEmail: true }),
    session: Session.pick({
      sessionId: true,
      title: true,
      format: true,
      provider: true,
      venue: true,
      startsAt: true,
      endsAt: true,
    }).extend({
      joinLink: secureUrl.optional().meta({ description: 'Only while the booking is confirmed' }),
    }),
  })
  .meta({ id: 'Booking' });

export const StaffBooking = z
  .object({
    bookingId,
    reference,
    status,
    bookedAt: instant,
    cancelledAt: instant.optional(),
    person: Person,
    managerEmail: managerEmail.optional(),
    accessNeeds: accessNeeds.optional(),
  })
  .meta({ id: 'StaffBooking' });

/** A page of a list. `nextCursor` is there when more follows. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
