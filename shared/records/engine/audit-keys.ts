import type { Gsi1, Gsi2, Key } from '../keys.ts';

/**
 * Every key of the Audit table. An entry stands in its chain, and in two indexes: what was done to something, in order of time; and
 * what was written on a day, with what a seal needs to know of it and nothing else.
 */
export const auditKeys = {
  chain: (chain: string): string => `CHAIN#${chain}`,
  entry: (chain: string, position: number): Key => ({ pk: auditKeys.chain(chain), sk: padded(position) }),
  ofSubject: (subject: string, at: string, chain: string, position: number): Gsi1 => ({
    gsi1pk: subject,
    gsi1sk: `${at}#${chain}#${position}`,
  }),
  day: (day: string): string => `DAY#${day}`,
  ofDay: (day: string, chain: string, position: number, hash: string): Gsi2 => ({
    gsi2pk: auditKeys.day(day),
    gsi2sk: `${chain}#${padded(position)}#${hash}`,
  }),
  /** What {@link auditKeys.ofDay} says. */
  headIn(sortKey: string): { readonly chain: string; readonly position: number; readonly hash: string } {
    const [chain = '', position = '', hash = ''] = sortKey.split('#');
    return { chain, position: Number(position), hash };
  },
};

const padded = (position: number): string => String(position).padStart(10, '0');
