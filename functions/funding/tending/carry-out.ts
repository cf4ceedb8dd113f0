import { type DueAction, dueAction } from '#domain/funding/calendar.ts';
import { awaitsMatch } from '#domain/funding/invoice.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import type { Work } from '#platform/work.ts';
import type { StoredRequest } from '#records/funding/request-writes.ts';
import type { OpenInvoices } from '../invoices/open-invoices.ts';
import { stepAudit } from '../requests/state.ts';
import type { FundingUseCaseDeps, TendingDeps } from '../use-case-deps.ts';
import { planStep } from './plan-step.ts';

/** An award does not lapse while an invoice that came in time may yet be matched with it; all else goes on. */
async function dueFor(
  { hub }: Pick<FundingUseCaseDeps, 'hub'>,
  request: FundingRequest,
  openInvoices: OpenInvoices,
  now: Date,
): Promise<DueAction | undefined> {
  const { award } = request;
  const due = dueAction(request, hub.funding, now);
  if (due?.action !== 'lapse' || !award) return due;
  const waits = (await openInvoices()).some((invoice) => awaitsMatch(invoice, { ...request, award }));
  return waits ? dueAction({ ...request, award: undefined }, hub.funding, now) : due;
}

/**
 * Carries out everything that the clock has brought about for a request, one thing after the other; then what belongs to it
 * follows, where it is kept longer than before.
 *
 * @returns how many changes that took. Where others change the request meanwhile, the rest is left for the next time
 */
export const createCarryOut =
  (deps: TendingDeps) =>
  async (found: StoredRequest, openInvoices: OpenInvoices, work: Work): Promise<number> => {
    let request: StoredRequest | undefined = found;
    for (let changes = 0; request; changes += 1) {
      const now = deps.clock();
      const due = await dueFor(deps, request, openInvoices, now);
      if (!due) {
        await deps.parts.follow(request, work);
        return changes;
      }
      const { counted, ...change } = await planStep(deps, request, due, { now, work });
      const audit = stepAudit(request, change.next, 'clock');
      const outcome = await deps.requests.change({ ...change, before: request }, { work, audit });
      if (outcome === 'facts-changed') return changes;
      if (counted) deps.counter.count(counted);
      request = await deps.requests.find(request.fundingRequestId, work);
    }
    return 0;
  };
