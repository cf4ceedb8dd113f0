import type { Offered } from '../sessions/offered.ts';
import type { AskedField, ChoicesByName } from './inputs.tsx';

/** What every form asks of a person. */
export const personFields: readonly AskedField[] = [
  { name: 'name', pointer: '/person/name', kind: 'text', autocomplete: 'name' },
  { name: 'workEmail', pointer: '/person/workEmail', kind: 'email', autocomplete: 'email' },
  { name: 'odsCode', pointer: '/person/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/person/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/person/workplace/borough', kind: 'select' },
  { name: 'jobRole', pointer: '/person/jobRole', kind: 'select' },
  { name: 'jobTitle', pointer: '/person/jobTitle', kind: 'text', autocomplete: 'organization-title' },
];

/** The same of somebody else: a browser that knows its owner fills in none of it. */
export const colleagueFields: readonly AskedField[] = personFields.map(({ name, pointer, kind }) => ({
  name,
  pointer,
  kind,
}));

/** What there is to choose from in forms that ask for a person. */
export const personChoices = ({ boroughs, jobRoles }: Pick<Offered, 'boroughs' | 'jobRoles'>): ChoicesByName => ({
  borough: boroughs,
  jobRole: jobRoles,
});
