import * as z from 'zod';
import { attendances } from '#domain/bookings/attendance.ts';
import { audience as audienceField } from '#domain/bookings/audience.ts';
import { bookingStatuses, cancellationReasons } from '#domain/bookings/booking.ts';
import { charge, cancellationPolicy as policyField } from '#domain/bookings/cancellation-policy.ts';
import { longestSeries } from '#domain/bookings/series.ts';
import { sessionFormats, sessionStatuses } from '#domain/bookings/session.ts';
import { id } from '#domain/ids.ts';
import { disowned } from '#domain/people/disowned.ts';
import { emailAddress, jobRole, jobTitle, personName, workplace } from '#domain/people/person.ts';
import { line, paragraphs, withoutBankDetails } from '#domain/text/text.ts';
import { secureUrl } from '#domain/text/web-address.ts';
import { instant } from '#domain/time/instant.ts';

export const sessionId = id.meta({ description: 'Of a training session', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0C' });
export const seriesId = id.meta({ description: 'Of a series of sessions', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0D' });
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
const bookingOpensAt = instant
  .nullable()
  .meta({ description: 'From then on people may book; `null`: as soon as it is published', example: null });
const bookingClosesAt = instant
  .nullable()
  .meta({ description: 'Until then people may book; `null`: until it starts', example: null });
const audience = audienceField.meta({
  description: 'Who it is for: an empty list means everyone',
  example: { roleGroups: ['nurse'], boroughs: [] },
});
const cancellationPolicy = policyField.nullable().meta({
  description:
    'What cancelling late, or not coming, means; `null`: nothing. `notice` counts the whole days that lie between cancelling and the session',
  example: {
    unit: 'working-days',
    notice: 2,
    feeBands: [
      { upToMinutes: 240, pence: 3000 },
      { upToMinutes: null, pence: 6000 },
    ],
    payer: 'practice',
    waivedBySubstitute: true,
  },
});
const hasWaitingList = z.boolean().meta({ description: 'Whether people may wait once every place is taken' });
const minimumNumbers = capacity
  .nullable()
  .meta({ description: 'With fewer than these a week before, the organiser is told', example: 8 });
const sharesAttendees = z
  .boolean()
  .meta({ description: 'Whether the name and work email of those with a place go to the provider' });
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
    bookingOpensAt: bookingOpensAt.default(null),
    bookingClosesAt: bookingClosesAt.default(null),
    audience: audience.default({ roleGroups: [], boroughs: [] }),
    cancellationPolicy: cancellationPolicy.optional().meta({ description: 'The hub’s own where it is left out' }),
    hasWaitingList: hasWaitingList.default(true),
    minimumNumbers: minimumNumbers.default(null),
    sharesAttendees: sharesAttendees.default(false),
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
    bookingOpensAt: bookingOpensAt.optional(),
    bookingClosesAt: bookingClosesAt.optional(),
    audience: audience.optional(),
    cancellationPolicy: cancellationPolicy.optional(),
    hasWaitingList: hasWaitingList.optional(),
    minimumNumbers: minimumNumbers.optional(),
    sharesAttendees: sharesAttendees.optional(),
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
    status: z.enum(sessionStatuses).exclude(['draft']),
    bookingOpensAt,
    bookingClosesAt,
    audience,
    cancellationPolicy,
    sharesAttendees,
    seriesId: seriesId.optional(),
  })
  .meta({ id: 'Session' });

export const StaffSession = Session.extend({
  joinLink,
  status: z.enum(sessionStatuses),
  confirmed: z.int().min(0),
  offered: z.int().min(0).meta({ description: 'Places kept for people from the waiting list until they answer' }),
  waitlisted: z.int().min(0),
  hasWaitingList,
  minimumNumbers,
  cancelledBecause: z.string().optional(),
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
    jobTitle,
  })
  .meta({ id: 'Person', outputId: 'BookedPerson' });

const managerEmail = emailAddress.meta({ format: 'email', example: 'practice.manager@nhs.net' });
const accessNeeds = withoutBankDetails(paragraphs(1000)).meta({
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

/** As the public books, for the session of the path. */
export const NewBookingForPerson = NewBooking.omit({ sessionId: true }).meta({ id: 'NewBookingForPerson' });

const acceptCharge = z.boolean().default(false).meta({
  description: 'That the person has been told what this costs so late, and who pays, and does it all the same',
});
export const Substitution = z
  .strictObject({ person: Person, accessNeeds: accessNeeds.optional(), acceptCharge })
  .meta({ id: 'Substitution' });

export const Cancellation = z.strictObject({ acceptCharge }).meta({ id: 'Cancellation' });

const reason = paragraphs(500).meta({ example: 'The trainer is ill' });
export const SessionCancellation = z
  .strictObject({
    reason: reason.meta({ description: 'Everybody who has booked is told' }),
    version: version.optional(),
  })
  .meta({ id: 'SessionCancellation' });
export const CancellationByHub = z
  .strictObject({ reason: reason.optional().meta({ description: 'The person is told' }) })
  .meta({ id: 'CancellationByHub' });
export const Completion = z.strictObject({ version: version.optional() }).meta({ id: 'Completion' });

const attendance = z.enum(attendances);
export const AttendanceList = z
  .strictObject({
    attendance: z
      .array(z.strictObject({ bookingId, attendance }))
      .min(1, 'Give at least one booking')
      .max(200, 'Give 200 bookings or fewer at once')
      .meta({ example: [{ bookingId: '01KF0A2C4E6G8J1M3P5R7T9V2X', attendance: 'attended' }] }),
  })
  .meta({ id: 'AttendanceList' });
export const RecordedAttendance = z
  .object({
    items: z.array(
      z.object({ bookingId, attendance, charge: charge.optional(), certificateCode: z.string().optional() }),
    ),
  })
  .meta({ id: 'RecordedAttendance' });

export const MoveInLine = z
  .strictObject({
    bookingId,
    before: bookingId.nullable().meta({
      description: 'Whose turn it comes before; `null` for the end of the line',
      example: '01KF0A2C4E6G8J1M3P5R7T9V2Y',
    }),
    reason: paragraphs(500).meta({ description: 'Kept in the audit trail', example: 'Needs it for their appraisal' }),
  })
  .meta({ id: 'MoveInLine' });

export const NewSeries = z
  .strictObject({
    ...NewSession.omit({ startsAt: true, endsAt: true, bookingOpensAt: true, bookingClosesAt: true }).shape,
    dates: z
      .array(
        z.strictObject({
          startsAt,
          endsAt,
          bookingOpensAt: bookingOpensAt.default(null),
          bookingClosesAt: bookingClosesAt.default(null),
        }),
      )
      .min(2, 'Give two dates or more')
      .max(longestSeries, `Give ${longestSeries} dates or fewer`)
      .meta({
        example: [
          { startsAt: '2027-01-18T13:00:00.000Z', endsAt: '2027-01-18T16:00:00.000Z' },
          { startsAt: '2027-02-15T13:00:00.000Z', endsAt: '2027-02-15T16:00:00.000Z' },
        ],
      }),
  })
  .meta({ id: 'NewSeries' });
export const Series = z.object({ seriesId, title, sessions: z.array(StaffSession) }).meta({ id: 'Series' });

const status = z.enum(bookingStatuses);
const reference = z.string().meta({ description: 'To read out on the telephone', example: '7K3M9-Q2XDH' });
const placeInLine = z.int().min(1).meta({ description: 'In the waiting list: 1 is next', example: 3 });

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
    offerEndsAt: instant.optional().meta({ description: 'Until when an offered place waits for an answer' }),
    bookedAt: instant,
    cancelledAt: instant.optional(),
    cancelledBecause: z.enum(cancellationReasons).optional(),
    attendance: attendance.optional(),
    certificateCode: z.string().optional(),
    charge: charge.optional().meta({ description: 'What is due' }),
    chargeIfCancelledNow: charge.optional(),
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
      status: z.enum(sessionStatuses),
      joinLink: secureUrl.optional().meta({ description: 'Only while the booking is confirmed' }),
    }),
  })
  .meta({ id: 'Booking' });

export const StaffBooking = z
  .object({
    bookingId,
    reference,
    status,
    offerEndsAt: instant.optional(),
    bookedAt: instant,
    bookedBy: z.enum(['person', 'hub']),
    cancelledAt: instant.optional(),
    cancelledBecause: z.enum(cancellationReasons).optional(),
    attendance: attendance.optional(),
    certificateCode: z.string().optional(),
    charge: charge.optional(),
    emailReturned: z
      .enum(['bounced', 'complained'])
      .optional()
      .meta({ description: 'Why nothing more is sent to this address: ring them' }),
    emailBouncedAt: instant
      .optional()
      .meta({ description: 'When an email about this booking came back for good; none has arrived since' }),
    person: Person,
    managerEmail: managerEmail.optional(),
    accessNeeds: accessNeeds.optional(),
  })
  .meta({ id: 'StaffBooking' });

export const Held = z.object(disowned).meta({ id: 'Held' });

export const LostLinks = z
  .strictObject({ workEmail: emailAddress.meta({ format: 'email', example: 'siobhan.obrien@nhs.net' }) })
  .meta({ id: 'LostLinks' });
export const HeldAddress = z
  .strictObject({ workEmail: emailAddress.meta({ format: 'email', example: 'siobhan.obrien@nhs.net' }) })
  .meta({ id: 'HeldAddress' });
export const LinksAsked = z.object({}).meta({ id: 'LinksAsked', description: 'Nothing is said of what there is' });

export const CertificateCheck = z
  .object({
    valid: z.boolean(),
    certificate: z
      .object({ initials: z.string(), title, provider, startsAt, endsAt, issuedAt: instant })
      .optional()
      .meta({ description: 'Only where it is valid' }),
  })
  .meta({ id: 'CertificateCheck' });
