import { isPotOpen } from '#domain/funding/pot.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { funding } from '../contract.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { publicPot } from '../views.ts';

type Deps = Pick<FundingUseCaseDeps, 'pots' | 'clock'>;

/** @throws ProblemError `pot-not-found` */
export async function findPot({ pots }: Pick<Deps, 'pots'>, potId: string, work: Work): Promise<StoredPot> {
  const pot = await pots.find(potId, work);
  if (!pot) throw new ProblemError('pot-not-found');
  return pot;
}

/** The pots that take requests now, this year's before the next. */
export async function openPots({ pots, clock }: Deps, work: Work): Promise<StoredPot[]> {
  const now = clock();
  const all = await pots.listAll(work);
  return all.filter(({ pot, balances }) => isPotOpen(pot.rules, balances, now)).reverse();
}

export const createListPots =
  (deps: Deps): UseCase<typeof funding.routes.listPots> =>
  async (_input, { work }) => ({
    status: 200,
    body: { items: (await openPots(deps, work)).map(publicPot) },
  });
