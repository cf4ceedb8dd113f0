import type { Charge } from '#domain/bookings/cancellation-policy.ts';
import type { FundingFacts } from '#email/funding/message.ts';
import type { RenderContext } from '#email/message.ts';
import type { EmailMessage } from '#email/registry.ts';
import { hubById } from '#hub/hubs.ts';

export const context: RenderContext = {
  hub: hubById('south-east-london'),
  siteUrl: 'https://hub.example',
  manageUrl: 'https://hub.example/bookings/01B?token=secret',
  now: new Date('2026-11-23T09:15:30.000Z'),
  to: 'siobhan@nhs.net',
};

export const webinar = {
  sessionId: '01KEX4S6V8Z2M9Q3T7R5W1YB0C',
  title: 'Asthma reviews',
  format: 'webinar' as const,
  provider: 'Bexley Training Hub',
  venue: null,
  joinLink: 'https://webinars.example/asthma?room=1&pin=2',
  startsAt: '2027-01-18T13:00:00.000Z',
  endsAt: '2027-01-18T16:00:00.000Z',
  cancellationPolicy: null,
  sequence: 3,
};

export const inPerson = {
  ...webinar,
  format: 'in-person' as const,
  venue: 'Lewisham Town Hall, Catford Road, SE6 4RU',
  joinLink: null,
};

export const booking = {
  bookingId: '01KF0A2C4E6G8J1M3P5R7T9V2X',
  reference: '7K3M9-Q2XDH',
  name: "Siobhán O'Brien",
  session: webinar,
};
export type Booking = Omit<typeof booking, 'session'> & { session: typeof webinar | typeof inPerson };

export const colleaguesBooked = {
  groupBookingId: '01KF0A2C4E6G8J1M3P5R7T9V2X',
  name: 'Pat Manager',
  session: webinar,
  colleagues: [
    { name: 'Ann Bell', status: 'confirmed' as const },
    { name: 'Bob Giver', status: 'waitlisted' as const },
  ],
};

export const confirmed = (facts: Booking = booking, by: 'person' | 'hub' | 'offer' = 'person'): EmailMessage => ({
  kind: 'booking-confirmed',
  facts: { ...facts, by },
});
export const waitlisted = (facts: Booking = booking): EmailMessage => ({
  kind: 'booking-waitlisted',
  facts: { ...facts, placeInLine: 3 },
});
export const cancelled = (
  was: 'confirmed' | 'offered' | 'waitlisted',
  more: { by?: 'person' | 'hub'; reason?: string; charge?: Charge } = {},
): EmailMessage => ({
  kind: 'booking-cancelled',
  facts: { ...booking, was, by: 'person', ...more },
});

export const funding: FundingFacts = {
  reference: '9HQ4T-X7WMB',
  name: "Siobhán O'Brien",
  courseName: "Women's health",
  providerName: "King's College London",
  startsOn: '2027-01-18',
  amountPence: 33_333,
};

/** A request that was only just begun: nothing is known of the course. */
export const draft: FundingFacts = {
  ...funding,
  courseName: null,
  providerName: null,
  startsOn: null,
  amountPence: null,
};

export const manager = { kind: 'manager', authorName: "Pat D'Arcy" } as const;
export const supervisor = { kind: 'supervisor', authorName: 'زينب حسن' } as const;

export const award = {
  ...funding,
  potName: "Nurses' CPD 2026-27",
  pence: 33_333,
  conditions: null,
  // The end of the day on which the financial year ends, in summer time.
  validUntil: '2027-03-31T23:00:00.000Z',
  stages: [{ after: 'started', pence: 33_333 }],
} as const;

export const asked = {
  ...manager,
  applicantName: "Siobhán O'Brien",
  courseName: "Women's health",
  providerName: "King's College London",
  startsOn: '2027-01-18',
  costPence: 120_000,
  amountPence: 33_333,
  endsAt: '2026-12-07T09:15:30.000Z',
  reminder: false,
} as const;
