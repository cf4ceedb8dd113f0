import { type BookingFacts, SessionSnapshot } from '#email/message.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';

/** What an email says of a session, as it stands in the change that owes the email. */
export const sessionInEmail = ({ session }: StoredSession): SessionSnapshot => SessionSnapshot.parse(session);

/** What every email about a booking says of it. */
export const bookingInEmail = (
  { bookingId, reference, name }: Pick<BookingFacts, 'bookingId' | 'reference' | 'name'>,
  session: StoredSession,
): BookingFacts => ({ bookingId, reference, name, session: sessionInEmail(session) });
