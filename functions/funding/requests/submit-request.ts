import { allowanceLeft } from '#domain/funding/allowance.ts';
import { checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import type { StatementKind } from '#domain/funding/pot.ts';
import { missingStatements } from '#domain/funding/request.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { FieldError } from '#http/problems.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { funding } from '../contract.ts';
import { openPots } from '../pots/list-pots.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { askedOf, faultsOfAmounts, faultsOfCourse } from './course.ts';
import { changeOwnRequest } from './own-request.ts';
import { moved } from './state.ts';

const needed = ['course', 'costPence', 'amountPence', 'paysFor', 'reason'] as const;

/** What must be there before a request is sent, and is not. */
function faultsOfSending(deps: FundingUseCaseDeps, request: FundingRequest, statements: readonly StatementKind[]) {
  const missing: FieldError[] = needed
    .filter((field) => request[field] === undefined)
    .map((field) => ({ in: 'body', pointer: `/${field}`, detail: 'Give this before you send the request' }));
  if (statements.includes('applicant') && request.applicantStatement === undefined) {
    missing.push({ in: 'body', pointer: '/applicantStatement', detail: 'This pot asks for a statement of your own' });
  }
  return [
    ...missing,
    ...faultsOfCourse(deps.hub, request.course, undefined, deps.clock()),
    ...faultsOfAmounts(request),
  ];
}

/** Other pots that fit, for who asked the wrong one. */
async function otherPots(deps: FundingUseCaseDeps, request: FundingRequest, work: Work) {
  const now = deps.clock();
  const open = await openPots(deps, work);
  return open
    .filter(({ pot, balances }) =>
      isEligible(checkEligibility({ rules: pot.rules, balances }, askedOf(request), { now })),
    )
    .map(({ pot }) => ({ potId: pot.potId, name: pot.rules.name }));
}

/** @throws ProblemError `not-eligible`, with each rule that is not met, and the pots that would fit */
async function refuseIneligible(
  deps: FundingUseCaseDeps,
  request: FundingRequest,
  { pot, balances }: StoredPot,
  work: Work,
): Promise<void> {
  const { rules } = pot;
  const allowance = await deps.requests.findAllowance(request.workEmail, rules.scheme, work);
  const left = allowanceLeft(rules.caps, allowance?.awarded ?? {}, rules.financialYear);
  const clauses = checkEligibility({ rules, balances }, askedOf(request), { now: deps.clock(), left });
  if (isEligible(clauses)) return;
  throw new ProblemError('not-eligible', {
    detail: clauses.find(({ passed }) => !passed)?.wording ?? 'A rule of the pot is not met',
    extensions: { clauses: clauses.filter(({ passed }) => !passed), fits: await otherPots(deps, request, work) },
  });
}

export const createSubmitFundingRequest =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.submitFundingRequest> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    return changeOwnRequest(
      deps,
      { ...path, tokenHash: caller.tokenHash, status: 200 },
      { work, once },
      async (request, now) => {
        if (['awaiting-statement', 'submitted'].includes(request.status)) return 'done-already';
        const pot = request.potId === null ? undefined : await deps.pots.find(request.potId, work);
        const statements = pot?.pot.rules.statements ?? deps.hub.funding.statementsWhenNotSure;
        const missing = missingStatements(statements, request.statements);
        const next = {
          ...moved(request, missing.length > 0 ? 'ask-statements' : 'submit', 'applicant', now),
          submittedAt: now.toISOString(),
        };
        const errors = faultsOfSending(deps, request, statements);
        if (errors.length > 0) throw new ProblemError('not-valid', { errors });
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
          next,
          emails: [owedMessage(emailId, { kind: 'funding-received', facts })],
          counted: 'FundingRequested',
        };
      },
    );
  };
