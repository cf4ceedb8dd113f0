import { readEnv } from '../../shared/platform/env.ts';
import { createFundingDependencies } from './dependencies.ts';
import { TendFundingEnv } from './env.ts';
import { createTendRequests } from './tend-requests.ts';

const env = readEnv(TendFundingEnv, process.env);

export const handler = createTendRequests(createFundingDependencies(env, env.AUDIT_TABLE));
