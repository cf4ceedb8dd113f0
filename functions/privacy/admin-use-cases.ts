import type { UseCasesOf } from '#http/use-case.ts';
import type { privacy } from './contract.ts';
import { createCorrectPerson } from './people/correct-person.ts';
import { createFindPerson } from './people/find-person.ts';
import { createGetPerson } from './people/get-person.ts';
import { createListHoldingsOfPerson } from './people/list-holdings-of-person.ts';
import type { wireForStaff } from './wiring.ts';

/** For staff who answer people about themselves. */
export const createAdminUseCases = (deps: ReturnType<typeof wireForStaff>): UseCasesOf<typeof privacy, 'admin'> => ({
  findPerson: createFindPerson(deps),
  getPerson: createGetPerson(deps),
  listHoldingsOfPerson: createListHoldingsOfPerson(deps),
  correctPerson: createCorrectPerson(deps),
});
