import { type Audience, mismatches } from '../../shared/domain/audience.ts';
import type { BookingDecision } from '../../shared/domain/booking.ts';
import { momentInLondon } from '../../shared/domain/london.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import { roleGroupInWords } from '../../shared/hub/job-roles.ts';
import type { PersonDetails } from '../../shared/records/people.ts';
import type { StoredSession } from '../../shared/records/sessions.ts';

const inWords = new Intl.ListFormat('en-GB');

/** @throws ProblemError `not-for-you`, saying for which roles and boroughs the session is */
export function refuseOthers({ audience }: { readonly audience: Audience }, person: PersonDetails): void {
  const faults = mismatches(audience, person);
  if (faults.length === 0) return;
  const roles = `people in these roles: ${inWords.format(audience.roleGroups.map(roleGroupInWords))}`;
  const places = `people who work in ${inWords.format(audience.boroughs)}`;
  const whom = [...(faults.includes('role') ? [roles] : []), ...(faults.includes('borough') ? [places] : [])];
  throw new ProblemError('not-for-you', {
    detail: `This session is for ${whom.join(', and for ')}`,
    extensions: { because: faults, audience },
  });
}

/** Goes on only with a decision that makes a booking. @throws ProblemError for any other */
export function bookableOrRefuse(
  decision: BookingDecision,
  stored: StoredSession | undefined,
): { readonly status: 'confirmed' | 'waitlisted'; readonly session: StoredSession } {
  if (!stored || decision === 'not-bookable') throw new ProblemError('session-not-found');
  const { session, places } = stored;
  switch (decision) {
    case 'not-open-yet':
      throw new ProblemError('booking-not-open', {
        detail: `Booking opens on ${momentInLondon(places.opensAt)} (UK time)`,
        extensions: { bookingOpensAt: places.opensAt },
      });
    case 'closed':
      throw new ProblemError('booking-closed', { detail: whyClosed(session.status) });
    case 'full':
      throw new ProblemError('session-full', { detail: 'There is no waiting list to join' });
    default:
      return { status: decision, session: stored };
  }
}

const whyClosed = (status: StoredSession['session']['status']): string => {
  if (status === 'cancelled') return 'The session has been cancelled';
  return status === 'completed' ? 'The session is over' : 'The session has started, or booking for it has ended';
};
