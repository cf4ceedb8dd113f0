export const attendances = ['attended', 'did-not-attend', 'excused'] as const;
/** Whether somebody came. Who is excused had a reason that the hub accepts: nothing is due. */
export type Attendance = (typeof attendances)[number];

/** What stands for a name where anybody may look: `S. O.` of Siobhán O'Brien. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /\p{L}/u.test(part))
    .map((part) => `${part.match(/\p{L}\p{M}*/u)?.[0].toLocaleUpperCase('en-GB')}.`)
    .join(' ');
