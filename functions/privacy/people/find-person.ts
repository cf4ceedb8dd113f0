import type { UseCase } from '#http/use-case.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { privacy } from '../contract.ts';
import { showPage } from '../holdings/show-holding.ts';
import { looked } from './person.ts';

/** By their exact address alone; whoever is only named somewhere, and has never booked, is found as well. */
export const createFindPerson =
  (deps: {
    readonly holdings: Holdings;
    readonly corrections: Pick<Corrections, 'personIdOf'>;
    readonly audit: Changer['audit'];
  }): UseCase<typeof privacy.routes.findPerson> =>
  async ({ body: { workEmail, why, ...page } }, { caller, work }) => {
    const personId = await deps.corrections.personIdOf(workEmail, work);
    // Kept before anything is shown.
    await deps.audit([looked('person-looked-up', personId, caller, why)], work);
    const { page: shown, counts } = await deps.holdings.list(workEmail, page, work);
    return { status: 200, body: { personId: personId ?? null, counts, ...showPage(shown) } };
  };
