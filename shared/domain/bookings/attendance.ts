import * as z from 'zod';
import { id } from '../ids.ts';
import { instant } from '../time/instant.ts';
import { sessionDetails } from './session.ts';

export const attendances = ['attended', 'did-not-attend', 'excused'] as const;
/** Whether somebody came. Who is excused had a reason that the hub accepts: nothing is due. */
export type Attendance = (typeof attendances)[number];

/** That somebody attended, for whoever is shown a certificate to check it against. */
export const certificateFields = {
  code: z.string(),
  bookingId: id,
  sessionId: id,
  title: sessionDetails.title,
  provider: sessionDetails.provider,
  startsAt: sessionDetails.startsAt,
  endsAt: sessionDetails.endsAt,
  issuedAt: instant,
};
/** Of whom it is, and no more: enough to tell that it is theirs who shows it. */
export const certificateHolderFields = { initials: z.string() };
export type Certificate = z.output<z.ZodObject<typeof certificateFields & typeof certificateHolderFields>>;

/** What stands for a name where anybody may look: `S. O.` of Siobhán O'Brien. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /\p{L}/u.test(part))
    .map((part) => `${part.match(/\p{L}\p{M}*/u)?.[0].toLocaleUpperCase('en-GB')}.`)
    .join(' ');
