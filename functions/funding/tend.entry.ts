import { readEnv } from '../../shared/platform/env.ts';
import { createFundingDependencies } from './dependencies.ts';
import { FundingEnv } from './env.ts';
import { createTendRequests } from './tend-requests.ts';

export const handler = createTendRequests(createFundingDependencies(readEnv(FundingEnv, process.env)));
