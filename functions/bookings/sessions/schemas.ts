import * as z from 'zod';
import { audienceInstead } from '#domain/bookings/audience.ts';
import { longestSeries } from '#domain/bookings/series.ts';
import { cancellationReason, sessionDetails, sessionFields } from '#domain/bookings/session.ts';
import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';

export const sessionId = id.meta({ description: 'Of a training session', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0C' });
export const seriesId = id.meta({ description: 'Of a series of sessions', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0D' });
const title = sessionDetails.title.meta({ example: 'Asthma reviews in primary care' });
const description = sessionDetails.description.meta({
  example: 'A practical afternoon for nurses who run asthma clinics.',
});
const { format } = sessionDetails;
const provider = sessionDetails.provider.meta({
  description: 'The organisation that gives the training',
  example: 'Primary Care Respiratory Academy',
});
const venue = sessionDetails.venue.meta({
  description: 'Where an in-person session takes place',
  example: 'Waterloo Health Centre, London SE1',
});
const joinLink = sessionDetails.joinLink.meta({
  description: 'Given only to those with a place, and to staff',
  example: 'https://webinars.example/asthma',
});
const startsAt = sessionDetails.startsAt.meta({
  description: 'ISO 8601; answered in UTC',
  example: '2027-01-18T13:00:00.000Z',
});
const endsAt = sessionDetails.endsAt.meta({ example: '2027-01-18T16:00:00.000Z' });
const capacity = z
  .int()
  .min(1, 'Enter a number from 1 to 10000')
  .max(10_000, 'Enter a number from 1 to 10000')
  .meta({ example: 30 });
const bookingOpensAt = sessionDetails.bookingOpensAt.meta({
  description: 'From then on people may book; `null`: as soon as it is published',
  example: null,
});
const bookingClosesAt = sessionDetails.bookingClosesAt.meta({
  description: 'Until then people may book; `null`: until it starts',
  example: null,
});
const audience = sessionDetails.audience.meta({
  description: 'Who it is for: an empty list means everyone',
  example: { roleGroups: ['nurse'], boroughs: [] },
});
const cancellationPolicy = sessionDetails.cancellationPolicy.meta({
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
const sharesAttendees = sessionDetails.sharesAttendees.meta({
  description: 'Whether the name and work email of those with a place go to the provider',
});
const version = sessionFields.version.meta({
  description: 'Of the session, as last read: a change based on an older one is refused',
  example: 1,
});

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
    audience: audienceInstead
      .meta({
        description: 'Who it is for, in place of before: both lists',
        example: { roleGroups: [], boroughs: ['Bexley'] },
      })
      .optional(),
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
    placesLeft: count,
    waitingList: z.boolean().meta({ description: 'Whether a booking made now joins the waiting list' }),
    status: sessionFields.status.exclude(['draft']),
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
  status: sessionFields.status,
  confirmed: count,
  offered: count.meta({ description: 'Places kept for people from the waiting list until they answer' }),
  waitlisted: count,
  hasWaitingList,
  minimumNumbers,
  cancelledBecause: z
    .string()
    .optional()
    .meta({ description: 'Of one session that was looked up, until some weeks after it was to take place' }),
  version,
}).meta({ id: 'StaffSession' });

export const reason = cancellationReason.meta({ example: 'The room is no longer free' });
export const SessionCancellation = z
  .strictObject({
    reason: reason.meta({
      description: 'Everybody who has booked is told. Write of nobody, least of all of their health',
    }),
    version: version.optional(),
  })
  .meta({ id: 'SessionCancellation' });
export const Completion = z.strictObject({ version: version.optional() }).meta({ id: 'Completion' });

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
