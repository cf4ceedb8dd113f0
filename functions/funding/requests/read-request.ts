import type { Invoice } from '#domain/funding/invoice.ts';
import { type Allowance, allowanceAfter, type MoneyMoved } from '#domain/funding/movements.ts';
import type { PotRules } from '#domain/funding/pot.ts';
import type { FundingRequest, HistoryEntry } from '#domain/funding/request.ts';
import type { Statement } from '#domain/funding/statement.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { StoredRequest } from '#records/funding/request-writes.ts';
import type { ApplicantsDeps, FundingUseCaseDeps, StaffDeps } from '../use-case-deps.ts';

/** @throws ProblemError `link-not-valid`, the same whether the request is another's or not there at all */
export async function findOwnRequest(
  { fundingLinks }: Pick<ApplicantsDeps, 'fundingLinks'>,
  fundingRequestId: string,
  tokenHash: string,
  work: Work,
): Promise<StoredRequest> {
  const request = await fundingLinks.findRequest(fundingRequestId, tokenHash, work);
  if (!request) throw new ProblemError('link-not-valid');
  return request;
}

/** @throws ProblemError `funding-request-not-found` */
export async function findRequest(
  { requests }: Pick<FundingUseCaseDeps, 'requests'>,
  fundingRequestId: string,
  work: Work,
): Promise<StoredRequest> {
  const request = await requests.find(fundingRequestId, work);
  if (!request) throw new ProblemError('funding-request-not-found');
  return request;
}

/** What is shown with a request and stands in records of its own. */
export interface RequestParts {
  readonly statements: readonly Statement[];
  readonly invoices: readonly Invoice[];
  readonly pot: StoredPot | undefined;
  readonly allowance: Pick<Allowance, 'awarded'> | undefined;
  /** Ids of emails that came back. */
  readonly returned: ReadonlySet<string>;
}

/** What staff see beside. */
export interface StaffParts extends RequestParts {
  /** As it was before the change that is shown. */
  readonly history: readonly HistoryEntry[];
  readonly documents: readonly StoredDocument[];
  /** The rules that the award was made under. */
  readonly rulesThen: PotRules | undefined;
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

export async function readStaffParts(
  deps: Pick<StaffDeps, 'requests' | 'invoices' | 'pots' | 'documents'>,
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

/** The parts of a request as they are once a change of it is kept. */
export function partsAfter<Parts extends RequestParts>(
  parts: Parts,
  { workEmail }: Pick<FundingRequest, 'workEmail'>,
  { statements = [], money }: { readonly statements?: readonly Statement[]; readonly money?: MoneyMoved | undefined },
): Parts {
  const next = new Map(statements.map((statement) => [statement.statementId, statement]));
  const known = parts.statements.map((statement) => next.get(statement.statementId) ?? statement);
  const ids = new Set(known.map(({ statementId }) => statementId));
  const added = statements.filter(({ statementId }) => !ids.has(statementId));
  const allowance = money && allowanceAfter(money, workEmail);
  return { ...parts, statements: [...known, ...added], ...(allowance && { allowance }) };
}
