import type { Award } from '#domain/funding/award.ts';
import { claimNext, isStanding } from '#domain/funding/claims.ts';
import { type Invoice, invoiceAfter } from '#domain/funding/invoice.ts';
import { looksLike } from '#domain/funding/look-alike.ts';
import { type FundingRequest, noted } from '#domain/funding/request.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import type { ClaimOutcome, NewInvoice } from '#records/funding/invoices.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { findOwnRequest } from '../requests/read-request.ts';
import { wrongState } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';

/** Against a request that grows without end. */
const mostInvoices = 20;

/** As many as staff look at. */
const mostResembled = 10;

/** The invoice that this one takes the place of: one of the same request that was queried or refused. */
async function findReplaced(
  { invoices }: Pick<ApplicantsDeps, 'invoices'>,
  request: FundingRequest,
  replaces: string | undefined,
  work: Work,
): Promise<Invoice | undefined> {
  if (replaces === undefined) return undefined;
  const found = request.invoiceIds.includes(replaces) ? await invoices.find(replaces, work) : undefined;
  if (!found) throw new ProblemError('invoice-not-found');
  if (invoiceAfter('replace', found.status) === undefined) {
    throw new ProblemError('wrong-state', {
      detail: `The invoice is ${found.status}: only one that was queried or refused can be replaced`,
      extensions: { invoiceStatus: found.status },
    });
  }
  return found;
}

/** An award whose next stage the invoice claims. @throws ProblemError where it can claim none */
function claimed(request: FundingRequest, invoiceId: string, replaced: Invoice | undefined, now: Date): Award {
  const claim = claimNext(request, invoiceId, replaced, now);
  switch (claim.outcome) {
    case 'claimed':
      return claim.award;
    case 'not-started':
      throw wrongState(request, 'Report that the course has started before you send an invoice');
    case 'award-ended':
      throw new ProblemError('award-ended', {
        detail: 'An invoice must be sent within the financial year of the award',
        extensions: { validUntil: claim.validUntil },
      });
    case 'nothing-to-claim':
      throw new ProblemError('nothing-to-claim');
    case 'too-early':
      throw new ProblemError('too-early', { detail: `Report first that the course has ${claim.after}` });
  }
}

const hashesOf = (documents: readonly StoredDocument[]): string[] => documents.flatMap(({ sha256 }) => sha256 ?? []);

/** What another invoice has already is said to who sends it; only what was changed meanwhile is decided anew. */
function refuseSentBefore(outcome: ClaimOutcome): 'changed' | 'facts-changed' {
  if (outcome !== 'sent-before') return outcome;
  throw new ProblemError('invoice-sent-before', {
    detail:
      'We have an invoice with this number from this payee, or this very file. If it was queried, say which it replaces',
  });
}

/** Those that a person could take it for. */
async function findAlike(
  deps: Pick<ApplicantsDeps, 'invoices'>,
  entered: Pick<Invoice, 'number' | 'payeeName'>,
  replaces: string | undefined,
  work: Work,
) {
  const { numbers, invoices } = await deps.invoices.findAlike(entered.number, work);
  const alike = invoices
    .filter((other) => isStanding(other) && other.invoiceId !== replaces && looksLike(entered, other))
    .map(({ invoiceId, number, payeeName }) => ({ invoiceId, number, payeeName }));
  return { numbers, looksLike: alike.length > 0 ? alike.slice(-mostResembled) : undefined };
}

export const createClaimInvoice =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.claimInvoice> =>
  async ({ path, body }, { caller, work, once }) => {
    const { replaces, ...entered } = body;
    const invoiceId = deps.newId();
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const before = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
      if (before.invoiceIds.length >= mostInvoices) throw wrongState(before, 'Too many invoices have been sent for it');
      const now = deps.clock();
      const at = now.toISOString();
      const replaced = await findReplaced(deps, before, replaces, work);
      const award = claimed(before, invoiceId, replaced, now);
      const files = await refuseUnready(deps, body.documentIds, { ...path, purpose: 'invoice' }, work);
      const filesBefore = replaced ? await deps.documents.findMany(replaced.documentIds, work) : [];
      const { numbers, ...alike } = await findAlike(deps, entered, replaces, work);
      const invoice = {
        invoiceId,
        ...path,
        ...entered,
        status: 'received' as const,
        receivedAt: at,
        claimedAt: replaced?.claimedAt ?? at,
        statusSince: at,
        claims: [],
        ...alike,
      };
      const { number, totalPence } = entered;
      const invoiceIds = [...before.invoiceIds, invoiceId];
      const next = noted({ ...before, award, invoiceIds }, 'claim-invoice', 'applicant', now, number);
      const facts = { ...fundingInEmail(deps.hub, before), number, totalPence };
      const wanted: NewInvoice = {
        invoice,
        files: hashesOf(files),
        numbers,
        request: { before, next, emails: [owedMessage(emailId, { kind: 'invoice-received', facts })] },
        replaces: replaced && { invoice: replaced, files: hashesOf(filesBefore) },
      };
      return {
        reply: { status: 201, body: { invoiceId, status: invoice.status } },
        change: async (carrying) => refuseSentBefore(await deps.invoices.claim(wanted, carrying)),
        made: () => deps.counter.count('InvoiceReceived'),
      };
    });
  };
