import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { opensFundingLink } from '../../shared/records/funding-link.ts';
import { createAskStatement } from './ask-statement.ts';
import { createChangeFundingRequest } from './change-request.ts';
import { createCheckEligibility } from './check-eligibility.ts';
import { createClaimInvoice } from './claim-invoice.ts';
import { funding } from './contract.ts';
import { createFundingDependencies } from './dependencies.ts';
import { FundingHttpEnv } from './env.ts';
import { createGetFundingRequest } from './get-request.ts';
import { createGetStatement, createGiveStatement } from './give-statement.ts';
import { createListPots } from './list-pots.ts';
import { createNotMyFundingRequest, createNotMyStatement } from './not-my-request.ts';
import { createReplyToQuestion } from './reply-to-question.ts';
import { createReportProgress } from './report-progress.ts';
import { createResendStatement } from './resend-statement.ts';
import { createStartFundingRequest } from './start-request.ts';
import { createSubmitFundingRequest } from './submit-request.ts';
import { createWithdrawFundingRequest } from './withdraw-request.ts';

const env = readEnv(FundingHttpEnv, process.env);
const deps = createFundingDependencies(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'public',
  opensLink: opensFundingLink(deps.requests),
  useCases: {
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
    notMyFundingRequest: createNotMyFundingRequest(deps),
    notMyStatement: createNotMyStatement(deps),
    reportProgress: createReportProgress(deps),
    claimInvoice: createClaimInvoice(deps),
  },
});
