import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { funding } from './contract.ts';
import { faultsOfAmounts, faultsOfCourse } from './course.ts';
import { findPot } from './list-pots.ts';
import { changeOwnRequest } from './own-request.ts';
import { noted, refuseStale, wrongState } from './state.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';

/** While it is a draft, or the hub has asked for something: else what staff read would change under them. */
export const createChangeFundingRequest =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.changeFundingRequest> =>
  async ({ path, body }, { caller, work, once }) => {
    const { version, ...changes } = body;
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return changeOwnRequest(
      deps,
      { ...path, tokenHash: caller.tokenHash, status: 200 },
      { work, once },
      async (request, now) => {
        refuseStale(request, version);
        if (request.status !== 'draft' && request.status !== 'information-requested') throw wrongState(request);
        const next = { ...request, ...given };
        const pot = next.potId === null ? undefined : await findPot(deps, next.potId, work);
        const errors = [...faultsOfCourse(deps.hub, next.course, pot?.pot.rules, now), ...faultsOfAmounts(next)];
        if (errors.length > 0) throw new ProblemError('not-valid', { errors });
        return { next: noted(next, 'change', 'applicant', now, Object.keys(given).join(', ')) };
      },
    );
  };
