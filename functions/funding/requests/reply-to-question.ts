import type { UseCase } from '#http/use-case.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { changeOwnRequest } from './carry-change.ts';
import { moved } from './state.ts';

export const createReplyToQuestion =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.replyToQuestion> =>
  async ({ path, body }, context) =>
    changeOwnRequest(deps, { ...path, status: 200 }, context, async (request, now) => {
      const next = moved(request, 'reply', 'applicant', now, body.reply);
      await refuseUnready(deps, body.documentIds, { ...path, purpose: 'evidence' }, context.work);
      return { next };
    });
