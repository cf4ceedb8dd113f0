import { allowanceLeft } from '#domain/funding/allowance.ts';
import { askedOf, checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import { faultsOfSending } from '#domain/funding/request-faults.ts';
import { missingStatements } from '#domain/funding/statement.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { funding } from '../contract.ts';
import { fittingPots } from '../pots/read-pots.ts';
import { refuseFaults } from '../refuse-faults.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { changeOwnRequest } from './carry-change.ts';
import { moved } from './state.ts';

/** @throws ProblemError `not-eligible`, with each rule that is not met, and the pots that would fit */
async function refuseIneligible(
  deps: ApplicantsDeps,
  request: FundingRequest,
  { pot, balances }: StoredPot,
  work: Work,
): Promise<void> {
  const { rules } = pot;
  const allowance = await deps.requests.findAllowance(request.workEmail, rules.scheme, work);
  const left = allowanceLeft(rules.caps, allowance.awarded, rules.financialYear);
  const clauses = checkEligibility({ rules, balances }, askedOf(request), { now: deps.clock(), left });
  if (isEligible(clauses)) return;
  // For who asked the wrong one.
  const fitting = await fittingPots(deps, request, work);
  throw new ProblemError('not-eligible', {
    detail: clauses.find(({ passed }) => !passed)?.wording ?? 'A rule of the pot is not met',
    extensions: {
      clauses: clauses.filter(({ passed }) => !passed),
      fits: fitting.map((each) => ({ potId: each.pot.potId, name: each.pot.rules.name })),
    },
  });
}

export const createSubmitFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.submitFundingRequest> =>
  async ({ path }, context) => {
    const emailId = deps.newId();
    const { work } = context;
    return changeOwnRequest(deps, { ...path, status: 200 }, context, async (request, now) => {
      if (['awaiting-statement', 'submitted'].includes(request.status)) return 'done-already';
      const pot = request.potId === null ? undefined : await deps.pots.find(request.potId, work);
      const statements = pot?.pot.rules.statements ?? deps.hub.funding.statementsWhenNotSure;
      const missing = missingStatements(statements, request.statements);
      const sent = moved(request, missing.length > 0 ? 'ask-statements' : 'submit', 'applicant', now);
      refuseFaults(faultsOfSending(deps.hub, request, statements, now));
      if (pot) await refuseIneligible(deps, request, pot, work);
      const asked = request.statements.filter(({ status }) => status === 'asked');
      const unasked = missing.filter((kind) => !asked.some((statement) => statement.kind === kind));
      if (unasked.length > 0) {
        throw new ProblemError('statements-missing', {
          detail: `Ask for a statement first, from: ${unasked.join(', ')}`,
          extensions: { statements: unasked },
        });
      }
      const authors = await deps.requests.findStatements(
        asked.filter(({ kind }) => missing.includes(kind)).map(({ statementId }) => statementId),
        work,
      );
      const facts = {
        ...fundingInEmail(deps.hub, request),
        waitingFor: authors.map(({ kind, authorName }) => ({ kind, authorName })),
        decisionTakes: deps.hub.funding.decisionTakes,
      };
      return {
        next: { ...sent, submittedAt: now.toISOString() },
        emails: [owedMessage(emailId, { kind: 'funding-received', facts })],
        counted: 'FundingRequested',
      };
    });
  };
