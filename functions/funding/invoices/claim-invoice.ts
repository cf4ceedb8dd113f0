import { nextStage } from '#domain/funding/award.ts';
import { invoiceAfter, isStageDue } from '#domain/funding/invoice.ts';
import { looksLike } from '#domain/funding/look-alike.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle, type Work } from '#platform/work.ts';
import type { Invoice } from '#records/funding/invoices.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { findOwnRequest } from '../requests/own-request.ts';
import { noted, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

/** Against a request that grows without end. */
const mostInvoices = 20;

/** As many as staff look at. */
const mostResembled = 10;

/** Of which something may be paid, or was: what was refused or replaced is no other invoice. */
const isStanding = (status: Invoice['status']): boolean => status !== 'rejected' && status !== 'replaced';

/** The invoice that this one takes the place of: one of the same request that was queried or refused. */
async function findReplaced(
  { invoices }: Pick<FundingUseCaseDeps, 'invoices'>,
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

/** An award whose next stage the invoice claims: the one that the replaced invoice claimed, if it still does. */
function claimed(request: FundingRequest, invoiceId: string, replaced: Invoice | undefined, now: Date) {
  const { award } = request;
  if (!award || (request.status !== 'enrolled' && request.status !== 'completed')) {
    throw wrongState(request, 'Report that the course has started before you send an invoice');
  }
  // What was claimed in time can still be put right.
  if (award.validUntil <= now.toISOString() && replaced?.status !== 'queried') {
    throw new ProblemError('award-ended', {
      detail: 'An invoice must be sent within the financial year of the award',
      extensions: { validUntil: award.validUntil },
    });
  }
  const free = award.stages.map((stage) =>
    replaced && stage.invoiceId === replaced.invoiceId ? { ...stage, invoiceId: undefined } : stage,
  );
  const stage = nextStage(free);
  const wanted = free[stage];
  if (!wanted || wanted.pence === 0) throw new ProblemError('nothing-to-claim');
  if (!isStageDue(wanted, request.status)) {
    throw new ProblemError('too-early', { detail: `Report first that the course has ${wanted.after}` });
  }
  return { ...award, stages: free.map((each, index) => (index === stage ? { ...each, invoiceId } : each)) };
}

export const createClaimInvoice =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.claimInvoice> =>
  async ({ path, body }, { caller, work, once }) => {
    const { replaces, ...entered } = body;
    const invoiceId = deps.newId();
    const emailId = deps.newId();
    return settle(work, async () => {
      const before = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
      if (before.invoiceIds.length >= mostInvoices) throw wrongState(before, 'Too many invoices have been sent for it');
      const now = deps.clock();
      const at = now.toISOString();
      const replaced = await findReplaced(deps, before, replaces, work);
      const award = claimed(before, invoiceId, replaced, now);
      const files = await refuseUnready(deps, body.documentIds, { ...path, purpose: 'invoice' }, work);
      const filesBefore = replaced ? await deps.documents.findMany(replaced.documentIds, work) : [];
      const alike = await deps.invoices.findAlike(entered.number, work);
      const resembled = alike.invoices
        .filter((other) => isStanding(other.status) && other.invoiceId !== replaces && looksLike(entered, other))
        .map(({ invoiceId: of, number, payeeName }) => ({ invoiceId: of, number, payeeName }));
      const invoice = {
        invoiceId,
        ...path,
        ...entered,
        status: 'received' as const,
        receivedAt: at,
        claimedAt: replaced?.claimedAt ?? at,
        statusSince: at,
        claims: [],
        ...(resembled.length > 0 && { looksLike: resembled.slice(-mostResembled) }),
      };
      const next = noted(
        { ...before, award, invoiceIds: [...before.invoiceIds, invoiceId] },
        'claim-invoice',
        'applicant',
        now,
        entered.number,
      );
      const facts = {
        ...fundingInEmail(deps.hub, before),
        number: entered.number,
        totalPence: entered.totalPence,
      };
      const reply = { status: 201, body: { invoiceId, status: invoice.status } } as const;
      const outcome = await deps.invoices.claim(
        {
          invoice,
          files: files.flatMap(({ sha256 }) => sha256 ?? []),
          numbers: alike.numbers,
          request: { before, next, emails: [owedMessage(emailId, { kind: 'invoice-received', facts })] },
          replaces: replaced && {
            invoice: replaced,
            files: filesBefore.flatMap(({ sha256 }) => sha256 ?? []),
          },
        },
        { work, once: once && { ...once, reply } },
      );
      if (outcome === 'facts-changed') return undefined;
      if (outcome === 'sent-before') {
        throw new ProblemError('invoice-sent-before', {
          detail:
            'We have an invoice with this number from this payee, or this very file. If it was queried, say which it replaces',
        });
      }
      deps.counter.count('InvoiceReceived');
      return reply;
    });
  };
