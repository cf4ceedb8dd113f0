import { faultsOfAmounts, faultsOfCourse } from '#domain/funding/request-faults.ts';
import { bookingReference } from '#domain/reference.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseUnknownBorough } from '#http/boroughs.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { funding } from '../contract.ts';
import { findPot } from '../pots/read-pots.ts';
import { refuseFaults } from '../refuse-faults.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';

/**
 * A draft, which anybody may begin for an address; only who reads its mail goes on with it. The reply names nothing and is the same
 * whatever is known of the address, also where the ceiling of its mailbox is reached and nothing is made (ADR 16).
 */
export const createStartFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.startFundingRequest> =>
  async ({ body }, { work, once }) => {
    const { person, potId = null, ...given } = body;
    refuseUnknownBorough(deps.hub, person);
    const pot = potId === null ? undefined : await findPot(deps, potId, work);
    const now = deps.clock();
    refuseFaults([...faultsOfCourse(deps.hub, given.course, pot?.pot.rules, now), ...faultsOfAmounts(given)]);

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
    const email = owedMessage(deps.newId(), { kind: 'funding-started', facts: fundingInEmail(deps.hub, request) });
    return carryThrough({ work, once }, async () => {
      const applicant = await deps.applicants.read(person.workEmail, work);
      const { mayAsk } = applicant;
      return {
        reply: { status: 201, body: { status: request.status } },
        change: (carrying) =>
          mayAsk
            ? deps.applicants.add(request, applicant, email, carrying)
            : deps.applicants.passOver(person.workEmail, applicant, carrying),
        made: () => {
          if (!mayAsk) deps.counter.count('AskPassedOver');
        },
      };
    });
  };
