import type { StatementKind } from '#domain/funding/pot.ts';
import { missingStatements } from '#domain/funding/request.ts';
import type { Work } from '#platform/work.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { moved } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

/** The kinds of statement that a request needs, by its pot or, where it names none, by the hub. */
async function neededFor(
  { pots, hub }: Pick<FundingUseCaseDeps, 'pots' | 'hub'>,
  { potId }: FundingRequest,
  work: Work,
): Promise<readonly StatementKind[]> {
  const pot = potId === null ? undefined : await pots.find(potId, work);
  return pot?.pot.rules.statements ?? hub.funding.statementsWhenNotSure;
}

/** A request that has been sent and waited for nothing but statements goes on to the hub with the last of them. */
export async function completed(
  deps: Pick<FundingUseCaseDeps, 'pots' | 'hub'>,
  request: FundingRequest,
  by: 'applicant' | 'author',
  now: Date,
  work: Work,
): Promise<{ readonly next: FundingRequest; readonly outstanding: number }> {
  const missing = missingStatements(await neededFor(deps, request, work), request.statements);
  const isComplete = request.status === 'awaiting-statement' && missing.length === 0;
  return { next: isComplete ? moved(request, 'submit', by, now) : request, outstanding: missing.length };
}
