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
  const person = await records.find(IncludesView, keys.person(personId), work);
  return person ? address : { ...address, isGone: true };
}

/** Whoever has it now is somebody else than before, of whom nothing else was said. @param at - ISO 8601 UTC: now */
export const addressOfNew = (
  { personId: before }: Pick<KnownAddress, 'personId'>,
  { workEmail }: Pick<Person, 'workEmail'>,
  personId: string,
  at: string,
): Write =>
  update(
    AddressRecord,
    keys.address(workEmail),
    { set: { personId }, remove: ['isOneOfSeveral'], ends: { after: at } },
    all(present, when(AddressRecord).is('personId', before)),
  );

/** What a new booking or request writes of its person. @param at - ISO 8601 UTC: now */
export function createPersonWrites({
  newId,
  retention,
}: {
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}) {
  /** The person whose address this is, kept a while longer; or a new one. As many records for the one as for the other. */
  return (address: KnownAddress | undefined, person: Person, at: string) => {
    const personId = address && !address.isGone ? address.personId : newId();
    const accountEnds = expiresAt('account', at, retention);
    const known = (address?.expiresAt ?? 0) - (address?.isOneOfSeveral ? longerThanPersonSeconds : 0);
    const made = put(PersonRecord, keys.person(personId), { personId, ...person, createdAt: at, lastActiveAt: at });
    if (address?.isGone)
      return { personId, writes: { address: addressOfNew(address, person, personId, at), person: made } };
    const writes: Readonly<Record<'address' | 'person', Write>> = address
      ? known >= accountEnds - expiryStepSeconds
        ? {
            // Only looked at, so that it takes as long as for somebody whom nobody knew.
            address: check(AddressRecord, keys.address(person.workEmail)),
            person: check(PersonRecord, keys.person(personId)),
          }
        : {
            address: update(AddressRecord, keys.address(person.workEmail), { ends: { after: at } }),
            person: update(PersonRecord, keys.person(personId), {
              set: { lastActiveAt: at },
            }),
          }
      : {
          address: put(AddressRecord, keys.address(person.workEmail), { personId, ends: { after: at } }),
          person: made,
        };
    return { personId, writes };
  };
}
