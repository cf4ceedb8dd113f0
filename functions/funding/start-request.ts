import { bookingReference } from '../../shared/domain/reference.ts';
import { owedMessage } from '../../shared/email/owed-message.ts';
import { refuseUnknownBorough } from '../../shared/http/boroughs.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import { settle } from '../../shared/platform/work.ts';
import type { funding } from './contract.ts';
import { faultsOfAmounts, faultsOfCourse } from './course.ts';
import { fundingInEmail } from './funding-email.ts';
import { findPot } from './list-pots.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';

/** A draft, which anybody may begin for an address; only who reads its mail goes on with it. */
export const createStartFundingRequest =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.startFundingRequest> =>
  async ({ body }, { work, once }) => {
    const { person, potId = null, ...given } = body;
    refuseUnknownBorough(deps.hub, person);
    const pot = potId === null ? undefined : await findPot(deps, potId, work);
    const now = deps.clock();
    const errors = [...faultsOfCourse(deps.hub, given.course, pot?.pot.rules, now), ...faultsOfAmounts(given)];
    if (errors.length > 0) throw new ProblemError('not-valid', { errors });

    const at = now.toISOString();
    const request = {
      fundingRequestId: deps.newId(),
      reference: bookingReference(deps.random),
      status: 'draft' as const,
      createdAt: at,
      statusSince: at,
      potId,
      ...person,
      ...given,
      statements: [],
      documentIds: [],
      invoiceIds: [],
      progress: [],
      history: [{ at, what: 'start', by: 'applicant' as const }],
    };
    const { fundingRequestId, reference, status } = request;
    const reply = { status: 201, body: { fundingRequestId, reference, status } } as const;
    const facts = fundingInEmail(deps.hub, { amountPence: undefined, course: undefined, ...request });
    const email = owedMessage(deps.newId(), { kind: 'funding-started', facts });
    return settle(work, async () => {
      const address = await deps.requests.findAddress(person.workEmail, work);
      const outcome = await deps.requests.add(request, address, email, { work, once: once && { ...once, reply } });
      return outcome === 'changed' ? reply : undefined;
    });
  };
