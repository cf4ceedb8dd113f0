import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { funding } from './contract.ts';
import { createDecideFundingRequest } from './decide-request.ts';
import { createFundingDependencies } from './dependencies.ts';
import { FundingHttpEnv } from './env.ts';
import { createGetAnyFundingRequest } from './get-any-request.ts';
import { createGetLedger } from './get-ledger.ts';
import { createListInvoices } from './list-invoices.ts';
import { createListFundingRequests } from './list-requests.ts';
import { createChangePot, createCloseYear, createCreatePot, createListAllPots } from './manage-pots.ts';
import { createMatchInvoice } from './match-invoice.ts';
import { createRequestInformation, createReviewFundingRequest } from './review-request.ts';
import {
  createApproveInvoice,
  createClawBack,
  createPayInvoice,
  createQueryInvoice,
  createRecordPaymentFailed,
  createRejectInvoice,
} from './settle-invoice.ts';

const env = readEnv(FundingHttpEnv, process.env);
const deps = createFundingDependencies(env, env.AUDIT_TABLE);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: funding,
  audience: 'admin',
  useCases: {
    listFundingRequests: createListFundingRequests(deps),
    getAnyFundingRequest: createGetAnyFundingRequest(deps),
    reviewFundingRequest: createReviewFundingRequest(deps),
    requestInformation: createRequestInformation(deps),
    decideFundingRequest: createDecideFundingRequest(deps),
    listAllPots: createListAllPots(deps),
    createPot: createCreatePot(deps),
    changePot: createChangePot(deps),
    getLedger: createGetLedger(deps),
    closeYear: createCloseYear(deps),
    listInvoices: createListInvoices(deps),
    matchInvoice: createMatchInvoice(deps),
    queryInvoice: createQueryInvoice(deps),
    approveInvoice: createApproveInvoice(deps),
    payInvoice: createPayInvoice(deps),
    recordPaymentFailed: createRecordPaymentFailed(deps),
    rejectInvoice: createRejectInvoice(deps),
    clawBack: createClawBack(deps),
  },
});
