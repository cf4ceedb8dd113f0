import type * as z from 'zod';
import type { Person } from '#domain/people/person.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import { expiresAt } from '#privacy/retention.ts';
import { check, put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { AddressRecord, PersonRecord } from './items.ts';
import type { AddressView } from './views.ts';

/** Whose an address is. */
export type KnownAddress = z.output<typeof AddressView>;

/** An account's expiry is moved on no more than daily: writing it with every booking would double its cost. */
const expiryStepSeconds = 86_400;

/**
 * One of several addresses of a person is kept so much longer than was known of its person when the clock last looked: whatever of
 * theirs is used, only one of them is written, and the clock looks once a day.
 */
export const longerThanPersonSeconds = 3 * expiryStepSeconds;

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
    const personId = address?.personId ?? newId();
    const accountEnds = expiresAt('account', at, retention);
    const known = (address?.expiresAt ?? 0) - (address?.isOneOfSeveral ? longerThanPersonSeconds : 0);
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
          person: put(PersonRecord, keys.person(personId), {
            personId,
            ...person,
            createdAt: at,
            lastActiveAt: at,
          }),
        };
    return { personId, writes };
  };
}
