import { toldHistory } from '#domain/funding/told-history.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { findOwnRequest, readParts } from './read-request.ts';
import { ownFundingRequest } from './request-replies.ts';

export const createGetFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.getFundingRequest> =>
  async ({ path }, { caller, work }) => {
    const request = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
    const [parts, history] = await Promise.all([
      readParts(deps, request, work),
      deps.requests.listHistory(request.fundingRequestId, work),
    ]);
    return { status: 200, body: { ...ownFundingRequest(request, parts, deps), history: toldHistory(history) } };
  };
