import type { UseCasesOf } from '#http/use-case.ts';
import type { funding } from './contract.ts';
import { createDecideFundingRequest } from './decisions/decide-request.ts';
import { createListInvoices } from './invoices/list-invoices.ts';
import { createMatchInvoice } from './invoices/match-invoice.ts';
import {
  createApproveInvoice,
  createClawBack,
  createPayInvoice,
  createQueryInvoice,
  createRecordPaymentFailed,
  createRejectInvoice,
} from './invoices/settle-invoice.ts';
import { createGetLedger } from './pots/get-ledger.ts';
import { createChangePot, createCloseYear, createCreatePot, createListAllPots } from './pots/manage-pots.ts';
import { createGetAnyFundingRequest } from './requests/get-any-request.ts';
import { createListFundingRequests } from './requests/list-requests.ts';
import { createRequestInformation, createReviewFundingRequest } from './requests/review-request.ts';
import type { StaffDeps } from './use-case-deps.ts';

/** For those who look after funding, and for finance. */
export const adminUseCases = (deps: StaffDeps): UseCasesOf<typeof funding, 'admin'> => ({
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
});
