import type * as z from 'zod';
import type { Audience } from '#domain/bookings/audience.ts';
import { capitalised, listed } from '#domain/text/listed.ts';
import type { Session as SessionSchema } from '#functions/bookings/sessions/schemas.ts';
import { roleGroupInWords } from '#hub/job-roles.ts';

export type Session = z.output<typeof SessionSchema>;

/** `Nurses in Lambeth and Lewisham`. */
export function forWhom({ roleGroups, boroughs }: Audience): string {
  const who = roleGroups.length === 0 ? 'everybody in primary care' : listed(roleGroups.map(roleGroupInWords));
  const where = boroughs.length === 0 ? '' : ` in ${listed(boroughs)}`;
  return `${capitalised(who)}${where}`;
}

/** `3 places left`. */
export function placesInWords({ placesLeft, waitingList }: Pick<Session, 'placesLeft' | 'waitingList'>): string {
  if (waitingList) return 'Full. You can join the waiting list';
  if (placesLeft === 0) return 'Full';
  return placesLeft === 1 ? '1 place left' : `${placesLeft} places left`;
}

export const formatInWords: Readonly<Record<Session['format'], string>> = {
  'in-person': 'In person',
  webinar: 'Online',
};

/** Where somebody goes, or that they stay where they are. */
export const whereInWords = ({ format, venue }: Pick<Session, 'format' | 'venue'>): string =>
  format === 'webinar' ? 'Online. The link comes by email' : (venue ?? 'The place comes by email');
