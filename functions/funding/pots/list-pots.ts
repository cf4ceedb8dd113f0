import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { publicPot } from './pot-view.ts';
import { openPots } from './read-pots.ts';

export const createListPots =
  (deps: Pick<FundingUseCaseDeps, 'pots' | 'clock'>): UseCase<typeof funding.routes.listPots> =>
  async (_input, { work }) => ({
    status: 200,
    body: { items: (await openPots(deps, work)).map(publicPot) },
  });
