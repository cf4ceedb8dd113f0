import type { Context } from 'aws-lambda';
import type { Log } from '#platform/logger.ts';
import { hasTime, workWithin } from '#platform/work.ts';
import { createOpenInvoices } from '../invoices/open-invoices.ts';
import type { TendingDeps } from '../use-case-deps.ts';
import { createCarryOut } from './carry-out.ts';

/**
 * Looks every hour after what the clock has brought about: statements to ask for again, awards that lapse, progress to chase. One
 * request that cannot be dealt with keeps none of the others from it, and is tried again the next time. So are those for which the
 * time did not suffice: they have not failed.
 */
export const createTendRequests = (deps: TendingDeps & { readonly log: Log }) => {
  const carryOut = createCarryOut(deps);
  return async (_event: unknown, context: Context): Promise<{ requests: number; changes: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const openInvoices = createOpenInvoices(deps, work);
    const [tended, failed] = [{ requests: 0, changes: 0 }, { requests: 0 }];
    pages: for await (const page of deps.requests.walkToTend(`${deps.clock().toISOString()}~`, work)) {
      for (const listed of page) {
        if (!hasTime(work)) break pages;
        try {
          // The list follows the records by a moment.
          const request = await deps.requests.find(listed.fundingRequestId, work);
          const changes = request ? await carryOut(request, openInvoices, work) : 0;
          tended.requests += 1;
          tended.changes += changes;
        } catch (error) {
          if (!hasTime(work)) break pages;
          failed.requests += 1;
          deps.log.event('funding-not-tended', { fundingRequestId: listed.fundingRequestId, error });
        }
      }
    }
    deps.log.event('funding-tended', { ...tended, failed: failed.requests });
    deps.counter.count('FundingNotTended', failed.requests);
    deps.counter.flush();
    return tended;
  };
};
