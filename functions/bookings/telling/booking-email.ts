import type { BookingFacts, SessionSnapshot } from '#email/message.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';

/** What an email says of a session, as it stands in the change that owes the email. */
export function sessionInEmail({ session }: StoredSession): SessionSnapshot {
  const { sessionId, title, format, provider, venue, joinLink, startsAt, endsAt, cancellationPolicy, sequence } =
    session;
  return { sessionId, title, format, provider, venue, joinLink, startsAt, endsAt, cancellationPolicy, sequence };
}

/** What every email about a booking says of it. */
export const bookingInEmail = (
  { bookingId, reference, name }: Pick<BookingFacts, 'bookingId' | 'reference' | 'name'>,
  session: StoredSession,
): BookingFacts => ({ bookingId, reference, name, session: sessionInEmail(session) });
