import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { StaffDeps } from '../use-case-deps.ts';
import { requestAudit } from './carry-change.ts';
import { findRequest, readStaffParts } from './read-request.ts';
import { staffFundingRequest } from './request-replies.ts';

/** Each look is kept in the audit trail before it is given. */
export const createGetAnyFundingRequest =
  (deps: StaffDeps): UseCase<typeof funding.routes.getAnyFundingRequest> =>
  async ({ path }, { caller, work }) => {
    const request = await findRequest(deps, path.fundingRequestId, work);
    const body = staffFundingRequest(request, await readStaffParts(deps, request, work), deps);
    await deps.audit([requestAudit('funding-request-seen', request, caller)], work);
    return { status: 200, body };
  };
