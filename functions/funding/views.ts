import type * as z from 'zod';
import { allowanceLeft } from '#domain/funding/allowance.ts';
import { providerName } from '#domain/funding/course-provider.ts';
import { checkEligibility } from '#domain/funding/eligibility.ts';
import type { PotRules } from '#domain/funding/pot.ts';
import { isUndecided } from '#domain/funding/request.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import type { Work } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { MoneyMoved, StoredAllowance } from '#records/funding/money.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { FundingRequest, HistoryEntry, Statement } from '#records/funding/requests.ts';
import { replay } from './decisions/clauses-of-decision.ts';
import { askedOf } from './requests/course.ts';
import type * as schemas from './schemas.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';

/** What is shown with a request and stands in records of its own. */
export interface RequestParts {
  readonly statements: readonly Statement[];
  readonly invoices: readonly Invoice[];
  readonly pot: StoredPot | undefined;
  readonly allowance: Pick<StoredAllowance, 'awarded'> | undefined;
  /** Ids of emails that came back. */
  readonly returned: ReadonlySet<string>;
}

export async function readParts(
  { requests, invoices, pots }: Pick<FundingUseCaseDeps, 'requests' | 'invoices' | 'pots'>,
  request: FundingRequest,
  work: Work,
): Promise<RequestParts> {
  const potId = request.award?.potId ?? request.potId;
  const [statements, own, pot] = await Promise.all([
    requests.findStatements(
      request.statements.map(({ statementId }) => statementId),
      work,
    ),
    invoices.findMany(request.invoiceIds, work),
    potId === null ? undefined : pots.find(potId, work),
  ]);
  const [allowance, returned] = await Promise.all([
    pot && requests.findAllowance(request.workEmail, pot.pot.rules.scheme, work),
    requests.findReturned(statements, work),
  ]);
  return { statements, invoices: own, pot, allowance, returned };
}

/** The parts of a request as they are once money has moved for its applicant. */
export function withMoneyMoved<Parts extends RequestParts>(
  parts: Parts,
  { workEmail }: Pick<FundingRequest, 'workEmail'>,
  money: MoneyMoved | undefined,
): Parts {
  const allowance = money?.allowances.find((change) => sameMailbox(change.workEmail, workEmail));
  return allowance ? { ...parts, allowance } : parts;
}

type ViewDeps = Pick<FundingUseCaseDeps, 'hub' | 'clock'>;

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
  { hub, clock }: ViewDeps,
): z.input<typeof schemas.FundingRequest> {
  const now = clock();
  const { course, award } = request;
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
    award: award && { ...award, stages: [...award.stages], potName: parts.pot?.pot.rules.name },
    progress: request.progress.map(({ kind, dueOn, reportedAt, note }) => ({ kind, dueOn, reportedAt, note })),
    invoices: parts.invoices.map(ownInvoice),
    ...eligibilityOf(request, parts, now),
  };
}

/** What staff see beside. */
interface StaffParts extends RequestParts {
  /** As it was before the change that is shown. */
  readonly history: readonly HistoryEntry[];
  readonly documents: readonly StoredDocument[];
  readonly rulesThen: PotRules | undefined;
}

/** A request as staff see it. Nothing of demographics: who decides never sees any. */
export function staffFundingRequest(
  request: FundingRequest,
  parts: StaffParts,
  deps: ViewDeps,
): z.input<typeof schemas.StaffFundingRequest> {
  const now = deps.clock();
  const { proposal, award } = request;
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
    decidedBy: award &&
      parts.rulesThen && {
        potVersion: award.potVersion,
        clauses: replay(request, parts.rulesThen),
      },
    proposal: proposal && { potId: proposal.potId, pence: proposal.pence, at: proposal.at },
    history: [...parts.history, ...(request.history ?? [])],
  };
}

export async function readStaffParts(
  deps: Pick<FundingUseCaseDeps, 'requests' | 'invoices' | 'pots' | 'documents'>,
  request: FundingRequest,
  work: Work,
): Promise<StaffParts> {
  const { award } = request;
  const [parts, history, documents, rulesThen] = await Promise.all([
    readParts(deps, request, work),
    deps.requests.listHistory(request.fundingRequestId, work),
    deps.documents.findMany(request.documentIds, work),
    award && deps.pots.findVersion(award.potId, award.potVersion, work),
  ]);
  return { ...parts, history, documents, rulesThen };
}

export function publicPot({ pot, balances }: StoredPot): z.input<typeof schemas.Pot> {
  const { potId, rules } = pot;
  const { scheme: _scheme, twoPeopleAbovePence: _internal, ...shown } = rules;
  const { places, placesTaken } = balances;
  return { potId, ...shown, placesLeft: places === null ? null : Math.max(0, places - placesTaken) };
}

export function staffPot({ pot, balances }: StoredPot): z.input<typeof schemas.StaffPot> {
  const { available, committed, closed } = balances;
  return {
    potId: pot.potId,
    version: pot.version,
    rules: pot.rules,
    budgetPence: balances.budget,
    availablePence: available,
    committedPence: committed,
    spentPence: balances.spent,
    lapsedPence: balances.lapsed,
    atRiskPence: closed ? 0 : available + committed,
    places: balances.places,
    placesTaken: balances.placesTaken,
    closed,
  };
}

export function statementForAuthor(
  statement: Statement,
  request: FundingRequest,
  { hub }: Pick<FundingUseCaseDeps, 'hub'>,
): z.input<typeof schemas.StatementForAuthor> {
  const { course } = request;
  if (!course) throw new Error('A statement was asked for of a request without a course');
  return {
    statementId: statement.statementId,
    kind: statement.kind,
    status: statement.status,
    endsAt: statement.endsAt,
    authorName: statement.authorName,
    applicant: { name: request.name, jobTitle: request.jobTitle },
    course: {
      name: course.name,
      provider: providerName(hub, course),
      startsOn: course.startsOn,
      endsOn: course.endsOn,
    },
    costPence: request.costPence,
    amountPence: request.amountPence,
  };
}
