import type { UseCasesOf } from '#http/use-case.ts';
import { createRecordObjection } from './choices/record-objection.ts';
import { createWithdrawConsent } from './choices/withdraw-consent.ts';
import type { privacy } from './contract.ts';
import { createApproveMerge } from './merges/approve-merge.ts';
import { createListMerges } from './merges/list-merges.ts';
import { createProposeMerge } from './merges/propose-merge.ts';
import { createUndoMerge } from './merges/undo-merge.ts';
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
  proposeMerge: createProposeMerge(deps),
  listMerges: createListMerges(deps),
  approveMerge: createApproveMerge(deps),
  undoMerge: createUndoMerge(deps),
  withdrawConsent: createWithdrawConsent(deps),
  recordObjection: createRecordObjection(deps),
});
