import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { changeAsStaff, requestAudit } from './carry-change.ts';
import { moved, refuseStale } from './state.ts';

export const createReviewFundingRequest =
  (deps: StaffDeps): UseCase<typeof funding.routes.reviewFundingRequest> =>
  async ({ path, body }, context) =>
    changeAsStaff(deps, path.fundingRequestId, context, (request, now) => {
      refuseStale(request, body.version);
      return {
        next: moved(request, 'review', 'staff', now),
        audit: requestAudit('funding-request-reviewed', request, context.caller),
      };
    });

export const createRequestInformation =
  (deps: StaffDeps): UseCase<typeof funding.routes.requestInformation> =>
  async ({ path, body }, context) => {
    const { question } = body;
    const emailId = deps.newId();
    return changeAsStaff(deps, path.fundingRequestId, context, (request, now) => {
      const facts = { ...fundingInEmail(deps.hub, request), question };
      return {
        next: {
          ...moved(request, 'request-information', 'staff', now, question),
          question,
          changedFields: undefined,
          proposal: undefined,
        },
        emails: [owedMessage(emailId, { kind: 'information-requested', facts })],
        audit: requestAudit('funding-information-requested', request, context.caller),
      };
    });
  };
