import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { funding } from '../contract.ts';
import { findPot } from '../pots/list-pots.ts';
import { askAuthors, newStatement, refuseTooMany, summaryOf } from '../statements/ask-statement.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { faultsOfAmounts, faultsOfCourse } from './course.ts';
import { changeOwnRequest, type OwnChange } from './own-request.ts';
import { noted, refuseStale, wrongState } from './state.ts';

/** Whether a request has become another than the one that somebody stated their support for. */
function isAnother(before: FundingRequest, next: FundingRequest): boolean {
  const rises = (field: 'costPence' | 'amountPence') => (next[field] ?? 0) > (before[field] ?? 0);
  return rises('costPence') || rises('amountPence') || JSON.stringify(next.course) !== JSON.stringify(before.course);
}

/** Who has supported what is now another request is asked anew: nobody's word is taken for what they have not seen. */
async function askAgain(deps: FundingUseCaseDeps, request: FundingRequest, now: Date, work: Work): Promise<OwnChange> {
  const given = request.statements.filter(({ status }) => status === 'supported');
  const before = await deps.requests.findStatements(
    given.map(({ statementId }) => statementId),
    work,
  );
  refuseTooMany(request, before.length);
  const asked = before.map((statement) => {
    const { kind, authorName, authorEmail } = statement;
    const replaced = { ...statement, status: 'replaced' as const };
    return { statement, replaced, anew: newStatement(deps, request, { kind, authorName, authorEmail }, now) };
  });
  const others = request.statements.filter(({ status }) => status !== 'supported');
  return {
    next: {
      ...request,
      statements: [...others, ...asked.flatMap(({ replaced, anew }) => [summaryOf(replaced), summaryOf(anew)])],
    },
    statements: asked.flatMap(({ statement, replaced, anew }) => [
      { before: statement, next: replaced },
      { before: undefined, next: anew },
    ]),
    ...(await askAuthors(
      deps,
      request,
      asked.map(({ anew }) => anew),
      false,
      work,
    )),
  };
}

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
        // A course that has begun while the hub was asking was applied for in time.
        const course = 'course' in given || 'potId' in given ? next.course : undefined;
        const errors = [...faultsOfCourse(deps.hub, course, pot?.pot.rules, now), ...faultsOfAmounts(next)];
        if (errors.length > 0) throw new ProblemError('not-valid', { errors });
        // A draft is saved as often as somebody likes; what changes under the hub's eyes is noted, once for each time that it asks.
        const told = request.changedFields ?? [];
        const fields = Object.keys(given).filter((field) => !told.includes(field));
        const changed =
          request.status === 'draft' || fields.length === 0
            ? next
            : noted({ ...next, changedFields: [...told, ...fields] }, 'change', 'applicant', now, fields.join(', '));
        return isAnother(request, next) ? askAgain(deps, changed, now, work) : { next: changed };
      },
    );
  };
