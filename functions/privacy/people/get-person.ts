import type { UseCase } from '#http/use-case.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { privacy } from '../contract.ts';
import { findPerson, looked, showPerson } from './person.ts';

export const createGetPerson =
  (deps: {
    readonly corrections: Corrections;
    readonly audit: Changer['audit'];
  }): UseCase<typeof privacy.routes.getPerson> =>
  async ({ path: { personId }, query: { why } }, { caller, work }) => {
    const person = await findPerson(deps, personId, work);
    await deps.audit([looked('person-seen', personId, caller, why)], work);
    return { status: 200, body: showPerson(person) };
  };
