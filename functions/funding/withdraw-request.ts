import { paidOf } from '../../shared/domain/award.ts';
import { owedMessage } from '../../shared/email/owed-message.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import { settle } from '../../shared/platform/work.ts';
import type { funding } from './contract.ts';
import { fundingInEmail } from './funding-email.ts';
import { giveBack, planMoney, readMoneyOf } from './money.ts';
import { findOwnRequest } from './own-request.ts';
import { moved, stepAudit, wrongState } from './state.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';
import { ownFundingRequest, readParts } from './views.ts';

/** Until something is paid; what its pot kept for it goes back in the same change. */
export const createWithdrawFundingRequest =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.withdrawFundingRequest> =>
  async ({ path, body }, { caller, work, once }) => {
    const emailId = deps.newId();
    return settle(work, async () => {
      const before = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
      const parts = await readParts(deps, before, work);
      if (before.status === 'withdrawn') return { status: 200, body: ownFundingRequest(before, parts, deps) } as const;
      const { award } = before;
      if (award && paidOf(award.stages) > 0) {
        throw wrongState(before, 'A part has been paid: write to the hub if you cannot finish the course');
      }
      const now = deps.clock();
      const withdrawn = moved(before, 'withdraw', 'applicant', now, body.reason);
      const back = award && giveBack({ ...withdrawn, award }, 'unpaid', now);
      const next = { ...(back?.next ?? withdrawn), proposal: undefined };
      const money = planMoney(await readMoneyOf(deps, [before], work), back ? [back.movement] : []);
      const reply = {
        status: 200,
        body: ownFundingRequest({ ...next, version: before.version + 1 }, parts, deps),
      } as const;
      const email = owedMessage(emailId, { kind: 'funding-withdrawn', facts: fundingInEmail(deps.hub, before) });
      const outcome = await deps.invoices.moveMoney(
        { at: now.toISOString(), requests: [{ before, next, email }], ...money },
        { work, once: once && { ...once, reply }, audit: stepAudit(before, next, 'applicant') },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('FundingWithdrawn');
      return reply;
    });
  };
