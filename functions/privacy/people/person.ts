import type * as z from 'zod';
import { profileVersionOf } from '#domain/people/account.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import { type KeptPerson, timesOf } from '#records/people/account-reads.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { StaffPerson } from './schemas.ts';

/** As the trail of a person's own record has it. */
export const subjectOfPerson = (personId: string): string => `PERSON#${personId}`;

/** That somebody of the staff looked: it stands in the trail of whom they looked at, and names no address. */
export const looked = (action: string, personId: string | undefined, caller: StaffMember, why: string): AuditFact => ({
  action,
  subject: personId === undefined ? 'PEOPLE' : subjectOfPerson(personId),
  actor: caller.sub,
  facts: { why },
});

/** @throws ProblemError `person-not-found` */
export async function findPerson(
  { corrections }: { readonly corrections: Pick<Corrections, 'find'> },
  personId: string,
  work: Work,
): Promise<KeptPerson> {
  const person = await corrections.find(personId, work);
  if (!person) throw new ProblemError('person-not-found');
  return person;
}

export const showPerson = (person: KeptPerson): z.input<typeof StaffPerson> => ({
  ...person,
  hasAccount: person.sub !== undefined,
  mergedInto: person.mergedInto ?? null,
  endsAt: timesOf(person).endsAt,
  version: profileVersionOf(person),
  earlier: [...(person.earlier ?? [])],
});
