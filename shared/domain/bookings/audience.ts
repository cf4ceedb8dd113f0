import * as z from 'zod';
import { type JobRole, type RoleGroup, roleGroupOf, roleGroups } from '#hub/job-roles.ts';
import { line } from '../text/text.ts';

/** Who a session is for. An empty list means everyone. */
export interface Audience {
  readonly roleGroups: readonly RoleGroup[];
  readonly boroughs: readonly string[];
}

export type Mismatch = 'role' | 'borough';

/** What keeps a person out of a session: nothing, their role, their borough or both. */
export function mismatches(
  audience: Audience,
  person: { readonly jobRole: JobRole; readonly workplace: { readonly borough: string } },
): Mismatch[] {
  const { roleGroups, boroughs } = audience;
  const faults: Mismatch[] = [];
  if (roleGroups.length > 0 && !roleGroups.includes(roleGroupOf(person.jobRole))) faults.push('role');
  if (boroughs.length > 0 && !boroughs.includes(person.workplace.borough)) faults.push('borough');
  return faults;
}

/** Who a session is for; an empty list means everyone. */
export const audience = z.strictObject({
  roleGroups: z.array(z.enum(roleGroups)).max(roleGroups.length).default([]),
  boroughs: z.array(line(60)).max(50).default([]),
});
