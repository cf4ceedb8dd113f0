import { type JobRole, type RoleGroup, roleGroupOf } from '../hub/job-roles.ts';

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
