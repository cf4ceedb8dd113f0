import type { UseCasesOf } from '#http/use-case.ts';
import type { privacy } from './contract.ts';
import { createListMyHoldings } from './holdings/list-my-holdings.ts';
import type { wireForLearners } from './wiring.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: ReturnType<typeof wireForLearners>): UseCasesOf<typeof privacy, 'me'> => ({
  listMyHoldings: createListMyHoldings(deps),
});
