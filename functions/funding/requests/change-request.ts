import { type FundingRequest, noted } from '#domain/funding/request.ts';
import { faultsOfAmounts, faultsOfCourse, isAnother } from '#domain/funding/request-faults.ts';
import { withStatements } from '#domain/funding/request-statements.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { funding } from '../contract.ts';
import { findPot } from '../pots/read-pots.ts';
import { refuseFaults } from '../refuse-faults.ts';
import { askAuthors, newStatement, refuseTooMany } from '../statements/statement.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { changeOwnRequest, type RequestStep } from './carry-change.ts';
import { refuseStale, wrongState } from './state.ts';

/** Who has supported what is now another request is asked anew: nobody's word is taken for what they have not seen. */
async function askAgain(deps: ApplicantsDeps, request: FundingRequest, now: Date, work: Work): Promise<RequestStep> {
  const given = request.statements.filter(({ status }) => status === 'supported');
  const before = await deps.requests.findStatements(
    given.map(({ statementId }) => statementId),
    work,
  );
  refuseTooMany(request, before.length);
  const asked = before.map(({ kind, authorName, authorEmail }) =>
    newStatement(deps, request, { kind, authorName, authorEmail }, now),
  );
  const changes = [
    ...before.map((statement) => ({ before: statement, next: { ...statement, status: 'replaced' as const } })),
    ...asked.map((statement) => ({ before: undefined, next: statement })),
  ];
  return {
    next: withStatements(
      request,
      changes.map(({ next }) => next),
    ),
    statements: changes,
    ...(await askAuthors(deps, request, asked, {}, work)),
  };
}

/** A draft is saved as often as somebody likes; what changes under the hub's eyes is noted, once for each time that it asks. */
function withChangesNoted(request: FundingRequest, fields: readonly string[], now: Date): FundingRequest {
  const told = request.changedFields ?? [];
  const untold = fields.filter((field) => !told.includes(field));
  if (request.status === 'draft' || untold.length === 0) return request;
  return noted({ ...request, changedFields: [...told, ...untold] }, 'change', 'applicant', now, untold.join(', '));
}

/** While it is a draft, or the hub has asked for something: else what staff read would change under them. */
export const createChangeFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.changeFundingRequest> =>
  async ({ path, body }, context) => {
    const { version, otherFunding, applicantStatement, ...changes } = body;
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    // What is taken back is kept no longer.
    const optional = Object.fromEntries(
      Object.entries({ otherFunding, applicantStatement })
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => [field, value ?? undefined]),
    );
    const { work } = context;
    return changeOwnRequest(deps, { ...path, status: 200 }, context, async (request, now) => {
      refuseStale(request, version);
      if (request.status !== 'draft' && request.status !== 'information-requested') throw wrongState(request);
      const next = { ...request, ...given, ...optional };
      const pot = next.potId === null ? undefined : await findPot(deps, next.potId, work);
      // A course that has begun while the hub was asking was applied for in time.
      const course = 'course' in given || 'potId' in given ? next.course : undefined;
      refuseFaults([...faultsOfCourse(deps.hub, course, pot?.pot.rules, now), ...faultsOfAmounts(next)]);
      const changed = withChangesNoted(next, Object.keys({ ...given, ...optional }), now);
      return isAnother(request, next) ? askAgain(deps, changed, now, work) : { next: changed };
    });
  };
