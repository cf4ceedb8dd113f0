import { faultsOfBoroughs } from '#domain/boroughs.ts';
import type { Person } from '#domain/people/person.ts';
import { refuseFaults } from './faults.ts';

/** @throws ProblemError `not-valid`, naming the hub's boroughs, where somebody works in none of them */
export const refuseUnknownBorough = (
  hub: Parameters<typeof faultsOfBoroughs>[0],
  { workplace }: { readonly workplace: Pick<Person['workplace'], 'borough'> },
): void => refuseFaults(faultsOfBoroughs(hub, [workplace.borough], () => 'person/workplace/borough'));
