import type { UseCasesOf } from '#http/use-case.ts';
import type { funding } from './contract.ts';
import { createListMyFundingRequests } from './requests/list-my-requests.ts';
import type { wireForLearners } from './wiring.ts';

/** For learners who have signed in. */
export const myUseCases = (deps: ReturnType<typeof wireForLearners>): UseCasesOf<typeof funding, 'me'> => ({
  listMyFundingRequests: createListMyFundingRequests(deps),
});
