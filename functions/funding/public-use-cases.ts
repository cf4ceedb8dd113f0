import type { UseCasesOf } from '#http/use-case.ts';
import type { funding } from './contract.ts';
import { createClaimInvoice } from './invoices/claim-invoice.ts';
import { createCheckEligibility } from './pots/check-eligibility.ts';
import { createListPots } from './pots/list-pots.ts';
import { createReportProgress } from './progress/report-progress.ts';
import { createGetReference } from './reference/get-reference.ts';
import { createChangeFundingRequest } from './requests/change-request.ts';
import { createGetFundingRequest } from './requests/get-request.ts';
import { createNotMyFundingRequest, createNotMyStatement } from './requests/not-my-request.ts';
import { createReplyToQuestion } from './requests/reply-to-question.ts';
import { createStartFundingRequest } from './requests/start-request.ts';
import { createSubmitFundingRequest } from './requests/submit-request.ts';
import { createWithdrawFundingRequest } from './requests/withdraw-request.ts';
import { createAskStatement } from './statements/ask-statement.ts';
import { createGetStatement, createGiveStatement } from './statements/give-statement.ts';
import { createRedirectStatement } from './statements/redirect-statement.ts';
import { createResendStatement } from './statements/resend-statement.ts';
import type { ApplicantsDeps } from './use-case-deps.ts';

/** For applicants and those who support them. Apart from those for staff, so that neither Lambda carries the other's. */
export const publicUseCases = (deps: ApplicantsDeps): UseCasesOf<typeof funding, 'public'> => ({
  getReference: createGetReference(deps),
  listPots: createListPots(deps),
  checkEligibility: createCheckEligibility(deps),
  startFundingRequest: createStartFundingRequest(deps),
  getFundingRequest: createGetFundingRequest(deps),
  changeFundingRequest: createChangeFundingRequest(deps),
  submitFundingRequest: createSubmitFundingRequest(deps),
  withdrawFundingRequest: createWithdrawFundingRequest(deps),
  replyToQuestion: createReplyToQuestion(deps),
  askStatement: createAskStatement(deps),
  resendStatement: createResendStatement(deps),
  getStatement: createGetStatement(deps),
  giveStatement: createGiveStatement(deps),
  redirectStatement: createRedirectStatement(deps),
  notMyFundingRequest: createNotMyFundingRequest(deps),
  notMyStatement: createNotMyStatement(deps),
  reportProgress: createReportProgress(deps),
  claimInvoice: createClaimInvoice(deps),
});
