import { ProblemError } from '#http/problem-error.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import type { Once, Work } from '#platform/work.ts';
import { settle } from '#platform/work.ts';
import type { FundingRequest, RequestChange, Statement } from '#records/funding/requests.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { ownFundingRequest, readParts, withMoneyMoved } from '../views.ts';
import { stepAudit } from './state.ts';

/** @throws ProblemError `link-not-valid`, the same whether the request is another's or not there at all */
export async function findOwnRequest(
  { requests }: Pick<FundingUseCaseDeps, 'requests'>,
  fundingRequestId: string,
  tokenHash: string,
  work: Work,
): Promise<FundingRequest> {
  const request = await requests.findForLink(fundingRequestId, tokenHash, work);
  if (!request) throw new ProblemError('link-not-valid');
  return request;
}

/** What an applicant's wish comes to: a change, or nothing where it is done already. */
export type OwnChange =
  | (Omit<RequestChange, 'before'> & { readonly counted?: CountedEvent | undefined })
  | 'done-already';

/**
 * Changes a request for who holds its link, and answers how it then is: reads, decides and keeps, again while others change
 * what was read.
 *
 * @param decide - throws a problem where the wish cannot be met
 */
export async function changeOwnRequest<Status extends 200 | 201>(
  deps: FundingUseCaseDeps,
  { fundingRequestId, tokenHash, status }: { fundingRequestId: string; tokenHash: string; status: Status },
  { work, once }: { readonly work: Work; readonly once: Once | undefined },
  decide: (request: FundingRequest, now: Date) => Promise<OwnChange> | OwnChange,
) {
  return settle(work, async () => {
    const before = await findOwnRequest(deps, fundingRequestId, tokenHash, work);
    const [change, partsBefore] = await Promise.all([decide(before, deps.clock()), readParts(deps, before, work)]);
    if (change === 'done-already') {
      return { status, body: ownFundingRequest(before, partsBefore, deps) } as const;
    }
    const next = { ...change.next, version: before.version + 1 };
    // Of another pot, what is left of the allowance is another.
    const parts = next.potId === before.potId ? partsBefore : await readParts(deps, next, work);
    const changed = (change.statements ?? []).map((statement) => statement.next);
    const statements = withChanged(parts.statements, changed);
    const shown = withMoneyMoved({ ...parts, statements }, next, change.money);
    const reply = { status, body: ownFundingRequest(next, shown, deps) } as const;
    const outcome = await deps.requests.change(
      { ...change, before },
      { work, once: once && { ...once, reply }, audit: stepAudit(before, next, 'applicant') },
    );
    if (outcome === 'facts-changed') return undefined;
    if (change.counted) deps.counter.count(change.counted);
    return reply;
  });
}

function withChanged(statements: readonly Statement[], changed: readonly Statement[]): Statement[] {
  const next = new Map(changed.map((statement) => [statement.statementId, statement]));
  const known = statements.map((statement) => next.get(statement.statementId) ?? statement);
  const ids = new Set(known.map(({ statementId }) => statementId));
  return [...known, ...changed.filter(({ statementId }) => !ids.has(statementId))];
}
