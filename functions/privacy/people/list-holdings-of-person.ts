import type { UseCase } from '#http/use-case.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { privacy } from '../contract.ts';
import { showPage } from '../holdings/show-holding.ts';
import { findPerson, looked } from './person.ts';

/** As they would see it themselves, with what was made with other spellings of their addresses: who reads those need not be them. */
export const createListHoldingsOfPerson =
  (deps: {
    readonly holdings: Holdings;
    readonly corrections: Corrections;
    readonly audit: Changer['audit'];
  }): UseCase<typeof privacy.routes.listHoldingsOfPerson> =>
  async ({ path: { personId }, query: { why, ...page } }, { caller, work }) => {
    const person = await findPerson(deps, personId, work);
    await deps.audit([looked('holdings-seen', personId, caller, why)], work);
    const { page: shown } = await deps.holdings.list(person.workEmail, page, work);
    return { status: 200, body: showPage(shown) };
  };
