import { paidOf } from '#domain/funding/award.ts';
import { planMoney } from '#domain/funding/movements.ts';
import { giveBack } from '#domain/funding/settlement.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import { readMoneyOf } from '../decisions/read-money.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { changeOwnRequest } from './carry-change.ts';
import { moved, wrongState } from './state.ts';

/** Until something is paid; what its pot kept for it goes back in the same change. */
export const createWithdrawFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.withdrawFundingRequest> =>
  async ({ path, body }, context) => {
    const emailId = deps.newId();
    return changeOwnRequest(deps, { ...path, status: 200 }, context, async (request, now) => {
      if (request.status === 'withdrawn') return 'done-already';
      const { award } = request;
      if (award && paidOf(award.stages) > 0) {
        throw wrongState(request, 'A part has been paid: write to the hub if you cannot finish the course');
      }
      const withdrawn = { ...moved(request, 'withdraw', 'applicant', now, body.reason), proposal: undefined };
      const email = owedMessage(emailId, { kind: 'funding-withdrawn', facts: fundingInEmail(deps.hub, request) });
      const change = { next: withdrawn, emails: [email], counted: 'FundingWithdrawn' } as const;
      if (!award) return change;
      const { next, movement } = giveBack({ ...withdrawn, award }, 'unpaid', now);
      const money = planMoney(await readMoneyOf(deps, [request], context.work), [movement], now);
      return { ...change, next, money };
    });
  };
