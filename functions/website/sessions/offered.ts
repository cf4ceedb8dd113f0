import type { Hub } from '#hub/hub.ts';
import { roleList } from '#hub/job-roles.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What forms offer to choose from. */
export interface Offered {
  readonly boroughs: readonly Choice[];
  readonly roleGroups: readonly Choice[];
  readonly jobRoles: readonly Choice[];
}

/** As the API says it, too (`GET /v1/reference`): pages are of the same release. */
export const offeredBy = ({ boroughs }: Pick<Hub, 'boroughs'>): Offered => ({
  boroughs: boroughs.map((borough) => ({ value: borough, text: borough })),
  roleGroups: roleList.map(({ roleGroup, label }) => ({ value: roleGroup, text: label })),
  jobRoles: roleList.flatMap(({ jobRoles }) => jobRoles.map(({ jobRole, label }) => ({ value: jobRole, text: label }))),
});

/** What stands first where nothing is chosen. */
export const notChosen = (text: string): Choice => ({ value: '', text });
