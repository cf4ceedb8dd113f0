import { mailboxOf, sameMailbox } from './mailbox.ts';

/** A work email that somebody has confirmed, and from when until when it was theirs to be written to (ISO 8601 UTC). */
export interface DatedAddress {
  readonly workEmail: string;
  readonly from: string;
  readonly until?: string | undefined;
  /** Whose it is by itself, where it came along with a record that was merged into theirs: the id of that person. */
  readonly of?: string | undefined;
}

/** Somebody with the addresses that they had before, oldest first. */
export interface HasAddresses {
  readonly workEmail: string;
  readonly addresses?: readonly DatedAddress[] | undefined;
}

/** So many in a life at work; beyond it staff are asked, since each is read with each list of what is theirs. */
export const mostAddresses = 12;

/** Each address that they have ever confirmed, once. */
export const confirmedAddresses = ({ workEmail, addresses = [] }: HasAddresses): string[] => [
  ...new Set([workEmail, ...addresses.map((each) => each.workEmail)]),
];

/** One address for each mailbox that is theirs. */
export const addressesByMailbox = (person: HasAddresses): string[] => [
  ...new Map(confirmedAddresses(person).map((address) => [mailboxOf(address), address])).values(),
];

/**
 * Where to write about what somebody began with an address of theirs: to the present one, unless they had another by then. Whoever has
 * the mailbox since may have begun it.
 *
 * @param begunAt - ISO 8601 UTC
 */
export function addressForWhatBegan({ workEmail, addresses = [] }: HasAddresses, at: string, begunAt: string): string {
  const wasTheirs = addresses.some((each) => each.workEmail === at && begunAt < (each.until ?? ''));
  return wasTheirs ? workEmail : at;
}

/** Whether an address is among those of a person, however it is written. */
export const isAmongTheirs = (person: HasAddresses, emailAddress: string): boolean =>
  addressesByMailbox(person).some((each) => sameMailbox(each, emailAddress));

/**
 * Their addresses from a change on: the one until then is dated, the new one begins.
 *
 * @param since - from when the one until then was confirmed, where nothing says so yet
 * @param at - ISO 8601 UTC
 */
export function withAddress(
  { workEmail, addresses = [] }: HasAddresses,
  newEmail: string,
  { since, at }: { readonly since: string; readonly at: string },
): DatedAddress[] {
  const before = addresses.length > 0 ? addresses : [{ workEmail, from: since }];
  const ended = before.map((each) => (each.until === undefined ? { ...each, until: at } : each));
  return [...ended, { workEmail: newEmail, from: at }];
}

/** What of a change of address its two readers have said. Who decides for the old one, where it is gone, is staff. */
export interface Consents {
  readonly confirmedNewAt?: string | undefined;
  readonly confirmedOldAt?: string | undefined;
  readonly usedAt?: string | undefined;
  readonly refusedAt?: string | undefined;
}

export type AddressSide = 'new' | 'old';

/** Whether nobody can do anything with it any more. */
export const isOver = ({ usedAt, refusedAt }: Consents): boolean => usedAt !== undefined || refusedAt !== undefined;

/** With what one of the two says now; what was said before stays. @param at - ISO 8601 UTC */
export const withConsent = (consents: Consents, side: AddressSide, at: string): Consents => ({
  ...consents,
  ...(side === 'new'
    ? { confirmedNewAt: consents.confirmedNewAt ?? at }
    : { confirmedOldAt: consents.confirmedOldAt ?? at }),
});

export const bothConsent = ({ confirmedNewAt, confirmedOldAt }: Consents): boolean =>
  confirmedNewAt !== undefined && confirmedOldAt !== undefined;
