import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Holdings } from '#records/holdings.ts';
import type { Corrections } from '#records/people/corrections.ts';
import type { References } from '#records/references.ts';
import type { privacy } from '../contract.ts';
import { showPage } from '../holdings/show-holding.ts';
import { looked } from './person.ts';

/** By their exact address, or by what leads to it; whoever is only named somewhere, and has never booked, is found as well. */
export const createFindPerson = (deps: {
  readonly holdings: Pick<Holdings, 'list'>;
  readonly corrections: Pick<Corrections, 'personIdOf'>;
  readonly references: References;
  readonly audit: Changer['audit'];
}): UseCase<typeof privacy.routes.findPerson> => {
  async function addressOf(
    { workEmail, reference }: { readonly workEmail?: string | undefined; readonly reference?: string | undefined },
    work: Work,
  ): Promise<string | undefined> {
    if (reference === undefined) return workEmail;
    const [address, ...others] = await deps.references.holdersOf(reference, work);
    // Nobody is shown what is another's.
    if (others.length > 0)
      refuseFaults([{ field: 'reference', detail: 'Several people have this reference: ask for their work email' }]);
    return address;
  }

  return async ({ body: { workEmail, reference, why, ...page } }, { caller, work }) => {
    const address = await addressOf({ workEmail, reference }, work);
    const personId = address && (await deps.corrections.personIdOf(address, work));
    // Kept before anything is shown; without what was typed, which may be somebody else's, and would outlast what it names.
    await deps.audit([looked('person-looked-up', personId, caller, why)], work);
    if (address === undefined) return { status: 200, body: { personId: null, counts: {}, items: [] } };
    const { page: shown, counts } = await deps.holdings.list(address, page, work);
    return { status: 200, body: { personId: personId ?? null, counts, ...showPage(shown) } };
  };
};
