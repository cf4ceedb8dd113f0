import { type Audience, mismatches } from '#domain/bookings/audience.ts';
import type { BookingDecision } from '#domain/bookings/places.ts';
import type { Person } from '#domain/people/person.ts';
import { listed } from '#domain/text/listed.ts';
import { momentInLondon } from '#domain/time/london.ts';
import { ProblemError } from '#http/problem-error.ts';
import { roleGroupInWords } from '#hub/job-roles.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';

/** Why a session is not for this person, as a problem that says for which roles and boroughs it is; nothing where it is. */
export function refusalOfOthers(
  { audience }: { readonly audience: Audience },
  person: Person,
): ProblemError | undefined {
  const faults = mismatches(audience, person);
  if (faults.length === 0) return undefined;
  const roles = `people in these roles: ${listed(audience.roleGroups.map(roleGroupInWords))}`;
  const places = `people who work in ${listed(audience.boroughs)}`;
  const whom = [...(faults.includes('role') ? [roles] : []), ...(faults.includes('borough') ? [places] : [])];
  return new ProblemError('not-for-you', {
    detail: `This session is for ${whom.join(', and for ')}`,
    extensions: { because: faults, audience },
  });
}

/** Why nobody can book a session that is published, as a problem; nothing where a booking can be made. */
export function refusalOf(decision: BookingDecision, { session, places }: StoredSession): ProblemError | undefined {
  switch (decision) {
    case 'not-bookable':
      return new ProblemError('session-not-found');
    case 'not-open-yet':
      return new ProblemError('booking-not-open', {
        detail: `Booking opens on ${momentInLondon(places.opensAt)} (UK time)`,
        extensions: { bookingOpensAt: places.opensAt },
      });
    case 'closed':
      return new ProblemError('booking-closed', { detail: whyClosed(session.status) });
    case 'full':
      return new ProblemError('session-full', { detail: 'There is no waiting list to join' });
    default:
      return undefined;
  }
}

const whyClosed = (status: StoredSession['session']['status']): string => {
  if (status === 'cancelled') return 'The session has been cancelled';
  return status === 'completed' ? 'The session is over' : 'The session has started, or booking for it has ended';
};
