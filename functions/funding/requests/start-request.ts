import { bookingReference } from '#domain/reference.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseUnknownBorough } from '#http/boroughs.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle } from '#platform/work.ts';
import type { funding } from '../contract.ts';
import { findPot } from '../pots/list-pots.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { faultsOfAmounts, faultsOfCourse } from './course.ts';

/**
 * A draft, which anybody may begin for an address; only who reads its mail goes on with it. The reply names nothing and is the same
 * whatever is known of the address, also where the ceiling of its mailbox is reached and nothing is made (ADR 16).
 */
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
    const reply = { status: 201, body: { status: request.status } } as const;
    const facts = fundingInEmail(deps.hub, { amountPence: undefined, course: undefined, ...request });
    const email = owedMessage(deps.newId(), { kind: 'funding-started', facts });
    return settle(work, async () => {
      const applicant = await deps.requests.readApplicant(person.workEmail, work);
      const change = { work, once: once && { ...once, reply } };
      const outcome = applicant.mayAsk
        ? await deps.requests.add(request, applicant, email, change)
        : await deps.requests.passOver(person.workEmail, applicant, change);
      if (outcome === 'facts-changed') return undefined;
      if (!applicant.mayAsk) deps.counter.count('AskPassedOver');
      return reply;
    });
  };
