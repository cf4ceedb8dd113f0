import * as z from 'zod';
import { roleGroupOf, roleGroups } from '#hub/job-roles.ts';
import type { Immutable } from '../immutable.ts';
import type { Person } from '../people/person.ts';
import { line } from '../text/text.ts';

const groupsNamed = z.array(z.enum(roleGroups)).max(roleGroups.length);
const boroughsNamed = z.array(line(60)).max(50);

/** Who a session is for; an empty list means everyone. */
export const audience = z.strictObject({
  roleGroups: groupsNamed.default([]),
  boroughs: boroughsNamed.default([]),
});

/** In place of another: a list that was left out would mean everyone, which nobody has said. */
export const audienceInstead = z.strictObject({ roleGroups: groupsNamed, boroughs: boroughsNamed });
export type Audience = Immutable<z.output<typeof audience>>;

export type Mismatch = 'role' | 'borough';

/** What keeps a person out of a session: nothing, their role, their borough or both. */
export function mismatches(
  audience: Audience,
  person: Pick<Person, 'jobRole'> & { readonly workplace: Pick<Person['workplace'], 'borough'> },
): Mismatch[] {
  const { roleGroups, boroughs } = audience;
  const faults: Mismatch[] = [];
  if (roleGroups.length > 0 && !roleGroups.includes(roleGroupOf(person.jobRole))) faults.push('role');
  if (boroughs.length > 0 && !boroughs.includes(person.workplace.borough)) faults.push('borough');
  return faults;
}
