import { readEnv } from '#platform/env.ts';
import { createFundingDependencies } from './dependencies.ts';
import { TendFundingEnv } from './env.ts';
import { createTendRequests } from './tending/tend-requests.ts';

const env = readEnv(TendFundingEnv, process.env);

export const handler = createTendRequests(createFundingDependencies(env, env.AUDIT_TABLE));
