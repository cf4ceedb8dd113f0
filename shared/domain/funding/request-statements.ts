import type { StatementKind } from './pot.ts';
import { type FundingRequest, noted, transitioned } from './request.ts';
import { missingStatements, type Statement, type StatementSummary } from './statement.ts';

const summaryOf = ({ statementId, kind, status, endsAt }: Statement): StatementSummary => ({
  statementId,
  kind,
  status,
  endsAt,
});

/** A request that says of these statements how they now are: the only place where a summary is made of one. */
export function withStatements(request: FundingRequest, changed: readonly Statement[]): FundingRequest {
  const summaries = new Map(changed.map((statement) => [statement.statementId, summaryOf(statement)]));
  const known = request.statements.map((each) => summaries.get(each.statementId) ?? each);
  const ids = new Set(known.map(({ statementId }) => statementId));
  return {
    ...request,
    statements: [...known, ...[...summaries.values()].filter((each) => !ids.has(each.statementId))],
  };
}

const marked = (request: FundingRequest, statementId: string, mark: Partial<StatementSummary>): FundingRequest => ({
  ...request,
  statements: request.statements.map((each) => (each.statementId === statementId ? { ...each, ...mark } : each)),
});

/** Marks that the author of a statement was reminded, or need not be. */
export const withReminder = (request: FundingRequest, statementId: string, now: Date): FundingRequest =>
  marked(request, statementId, { remindedAt: now.toISOString() });

/** Marks that the applicant was told of a statement that nobody gave in time. */
export const withEndTold = (request: FundingRequest, statementId: string, now: Date): FundingRequest =>
  marked(request, statementId, { remindedAt: now.toISOString(), endedToldAt: now.toISOString() });

/**
 * A request that has been sent and waited for nothing but statements goes on to the hub with the last of them.
 *
 * @param needed - the kinds that it needs
 */
export function completed(
  request: FundingRequest,
  needed: readonly StatementKind[],
  by: 'applicant' | 'author',
  now: Date,
): { readonly next: FundingRequest; readonly outstanding: number } {
  const outstanding = missingStatements(needed, request.statements).length;
  const sent =
    request.status === 'awaiting-statement' && outstanding === 0 ? transitioned(request, 'submit', by, now) : undefined;
  return { next: sent ?? request, outstanding };
}

/** A request one of whose statements was answered, as its history tells it. */
export const withAnswer = (
  request: FundingRequest,
  given: Statement,
  what: string,
  by: 'applicant' | 'author',
  now: Date,
): FundingRequest => noted(withStatements(request, [given]), what, by, now, given.kind);
