import type * as z from 'zod';
import type { Person } from '#domain/people/person.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { AddressRecord, PersonRecord } from './items.ts';
import { rootOf } from './owner.ts';
import { type AddressView, IncludesView } from './views.ts';

/** Whose an address is. */
export interface KnownAddress extends z.output<typeof AddressView> {
  /** They have ended: it outlives them by some days where it is one of several. */
  readonly isGone?: boolean;
}

/** An account's expiry is moved on no more than daily: writing it with every booking would double its cost. */
const expiryStepSeconds = 86_400;

/**
 * One of several addresses of a person is kept so much longer than was known of its person when the clock last looked: whatever of
 * theirs is used, only one of them is written, and the clock looks once a day.
 */
export const longerThanPersonSeconds = 3 * expiryStepSeconds;

/** An address as it was read, and whether its person is there still: asked of them only where they can have ended. */
export async function withWhose(
  records: RecordsFor<'provide-services'>,
  address: z.output<typeof AddressView> | undefined,
  now: Date,
  work: Work,
): Promise<KnownAddress | undefined> {
  if (!address?.isOneOfSeveral) return address;
  const { personId, expiresAt: ends = 0 } = address;
  if (now.getTime() < (ends - longerThanPersonSeconds) * 1000) return address;
  const find = (id: string) => records.find(IncludesView, keys.person(id), work);
  // What was merged into an account that has ended leads nowhere, and goes as well.
  const person = await rootOf(await find(personId), find);
  return person ? address : { ...address, isGone: true };
}

/**
 * That an address is of somebody of whom nothing was said before, whoever had it.
 *
 * @param before - as it was read, where there is one
 * @param at - ISO 8601 UTC: now
 */
export function addressOfNew(
  before: Pick<KnownAddress, 'personId'> | undefined,
  workEmail: string,
  personId: string,
  at: string,
): Write {
  const key = keys.address(workEmail);
  const ends = { after: at };
  if (!before) return put(AddressRecord, key, { personId, ends });
  const still = all(present, when(AddressRecord).asRead(before, 'personId'));
  return update(AddressRecord, key, { set: { personId }, remove: ['isOneOfSeveral'], ends }, still);
}

/** What a new booking or request writes of its person. @param at - ISO 8601 UTC: now */
export function createPersonWrites({
  newId,
  retention,
}: {
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}) {
  /** Whether its person is kept for as long already as a use of now would have them kept, but for a day. */
  function isKeptLongEnough({ expiresAt: ends = 0, isOneOfSeveral }: KnownAddress, at: string): boolean {
    const known = ends - (isOneOfSeveral ? longerThanPersonSeconds : 0);
    return known >= expiresAt('account', at, retention) - expiryStepSeconds;
  }

  /** The person whose address this is, kept a while longer; or a new one. As many records for the one as for the other. */
  return (
    address: KnownAddress | undefined,
    person: Person,
    at: string,
  ): { readonly personId: string; readonly writes: Readonly<Record<'address' | 'person', Write>> } => {
    const key = keys.address(person.workEmail);
    if (!address || address.isGone) {
      const personId = newId();
      const made = put(PersonRecord, keys.person(personId), { personId, ...person, createdAt: at, lastActiveAt: at });
      return { personId, writes: { address: addressOfNew(address, person.workEmail, personId, at), person: made } };
    }
    const { personId } = address;
    if (isKeptLongEnough(address, at))
      // Only looked at, so that it takes as long as for somebody whom nobody knew.
      return {
        personId,
        writes: { address: check(AddressRecord, key), person: check(PersonRecord, keys.person(personId)) },
      };
    return {
      personId,
      writes: {
        address: update(AddressRecord, key, { ends: { after: at } }),
        person: update(PersonRecord, keys.person(personId), { set: { lastActiveAt: at } }),
      },
    };
  };
}
