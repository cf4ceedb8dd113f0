import type * as z from 'zod';
import { allowanceLeft } from '#domain/funding/allowance.ts';
import { providerName } from '#domain/funding/course-provider.ts';
import { replay } from '#domain/funding/decision.ts';
import { askedOf, checkEligibility } from '#domain/funding/eligibility.ts';
import type { Invoice } from '#domain/funding/invoice.ts';
import type { PotRules } from '#domain/funding/pot.ts';
import { type FundingRequest, isUndecided } from '#domain/funding/request.ts';
import type { Statement } from '#domain/funding/statement.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import type { RequestParts, StaffParts } from './read-request.ts';
import type * as schemas from './schemas.ts';

type ReplyDeps = Pick<FundingUseCaseDeps, 'hub' | 'clock'>;

const askedStatement = (statement: Statement, { returned }: RequestParts, now: Date) => ({
  statementId: statement.statementId,
  kind: statement.kind,
  status: statement.status,
  authorName: statement.authorName,
  authorEmail: statement.authorEmail,
  endsAt: statement.endsAt,
  ended: statement.status === 'asked' && statement.endsAt <= now.toISOString(),
  emailReturned: returned.has(statement.emailId),
});

const ownInvoice = ({ invoiceId, number, status, totalPence, receivedAt, question, because, paidAt }: Invoice) => ({
  invoiceId,
  number,
  status,
  totalPence,
  receivedAt,
  question: status === 'queried' ? question : undefined,
  because: status === 'rejected' ? because : undefined,
  paidAt,
});

/** What the rules of its pot say of a request that is not yet decided. */
function eligibilityOf(request: FundingRequest, { pot, allowance }: RequestParts, now: Date) {
  if (!pot) return {};
  const { rules } = pot.pot;
  const left = allowanceLeft(rules.caps, allowance?.awarded ?? {}, rules.financialYear);
  return {
    allowance: { inYear: left.inYear, overYears: left.overYears },
    ...(isUndecided(request.status) && {
      eligibility: checkEligibility({ rules, balances: pot.balances }, askedOf(request), { now, left }),
    }),
  };
}

export function personOf({ name, workEmail, workplace, employer, jobRole, jobTitle }: FundingRequest) {
  return { name, workEmail, workplace, employer, jobRole, jobTitle };
}

/** A request as its applicant sees it. */
export function ownFundingRequest(
  request: FundingRequest,
  parts: RequestParts,
  { hub, clock }: ReplyDeps,
): z.input<typeof schemas.FundingRequest> {
  const now = clock();
  const { course, award } = request;
  const rules = parts.pot?.pot.rules;
  return {
    fundingRequestId: request.fundingRequestId,
    reference: request.reference,
    status: request.status,
    version: request.version,
    createdAt: request.createdAt,
    statusSince: request.statusSince,
    submittedAt: request.submittedAt,
    person: personOf(request),
    potId: request.potId,
    potName: rules?.name,
    statementsNeeded:
      rules?.statements.slice() ?? (request.potId === null ? hub.funding.statementsWhenNotSure.slice() : []),
    course,
    providerName: course && providerName(hub, course),
    costPence: request.costPence,
    amountPence: request.amountPence,
    otherFunding: request.otherFunding,
    paysFor: request.paysFor,
    reason: request.reason,
    applicantStatement: request.applicantStatement,
    question: request.status === 'information-requested' ? request.question : undefined,
    declinedBecause: request.status === 'declined' ? request.declinedBecause : undefined,
    statements: parts.statements
      .filter(({ status }) => status !== 'replaced')
      .map((statement) => askedStatement(statement, parts, now)),
    award: award && { ...award, potName: rules?.name },
    progress: request.progress.map(({ kind, dueOn, reportedAt, note }) => ({ kind, dueOn, reportedAt, note })),
    invoices: parts.invoices.map(ownInvoice),
    ...eligibilityOf(request, parts, now),
  };
}

/** Those of an award that is made now are the pot's own, and nobody has read them by its version. */
function rulesOfAward({ award }: FundingRequest, { rulesThen, pot }: StaffParts): PotRules | undefined {
  return rulesThen ?? (pot?.pot.version === award?.potVersion ? pot?.pot.rules : undefined);
}

/** A request as staff see it. Nothing of demographics: who decides never sees any. */
export function staffFundingRequest(
  request: FundingRequest,
  parts: StaffParts,
  deps: ReplyDeps,
): z.input<typeof schemas.StaffFundingRequest> {
  const now = deps.clock();
  const { proposal, award } = request;
  const rules = rulesOfAward(request, parts);
  return {
    ...ownFundingRequest(request, parts, deps),
    question: request.question,
    statements: parts.statements.map((statement) => ({
      ...askedStatement(statement, parts, now),
      askedAt: statement.askedAt,
      answeredAt: statement.answeredAt,
      releaseTime: statement.releaseTime,
      excessPaidBy: statement.excessPaidBy,
      text: statement.text,
      documentIds: [...statement.documentIds],
    })),
    documents: parts.documents.map(
      ({ documentId, purpose, filename, status, rejectedBecause, createdAt, statementId }) => ({
        documentId,
        purpose,
        filename,
        status,
        rejectedBecause,
        createdAt,
        statementId,
      }),
    ),
    decidedBy: award && rules && { potVersion: award.potVersion, clauses: replay(request, rules) },
    proposal: proposal && { potId: proposal.potId, pence: proposal.pence, at: proposal.at },
    history: [...parts.history, ...(request.history ?? [])],
  };
}
