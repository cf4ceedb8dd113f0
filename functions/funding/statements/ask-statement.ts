import { noted } from '#domain/funding/request.ts';
import { completed, withAnswer, withStatements } from '#domain/funding/request-statements.ts';
import type { UseCase } from '#http/use-case.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { changeOwnRequest } from '../requests/carry-change.ts';
import { wrongState } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { askAuthors, neededFor, newStatement, refuseAsking, refuseTooMany } from './statement.ts';

export const createAskStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.askStatement> =>
  async ({ path, body }, context) => {
    const { documentIds, ...asked } = body;
    const { work } = context;
    return changeOwnRequest(deps, { ...path, status: 201 }, context, async (request, now) => {
      refuseAsking(request, body.authorEmail, 'authorEmail');
      const standing = request.statements.filter(({ status }) => status === 'asked' || status === 'supported');
      if (standing.some(({ kind }) => kind === body.kind)) {
        throw wrongState(request, `You have asked for this statement (${body.kind}) before: send that one again`);
      }
      refuseTooMany(request, 1);
      const statement = newStatement(deps, request, asked, now);
      if (documentIds.length > 0) {
        await refuseUnready(deps, documentIds, { ...path, purpose: 'statement' }, work);
        const signed = { ...statement, status: 'supported' as const, answeredAt: now.toISOString(), documentIds };
        const uploaded = withAnswer(request, signed, 'upload-statement', 'applicant', now);
        return {
          next: completed(uploaded, await neededFor(deps, request, work), 'applicant', now).next,
          statements: [{ before: undefined, next: signed }],
        };
      }
      return {
        next: noted(withStatements(request, [statement]), 'ask-statement', 'applicant', now, body.kind),
        statements: [{ before: undefined, next: statement }],
        ...(await askAuthors(deps, request, [statement], {}, work)),
      };
    });
  };
