import { readEnv } from '#platform/env.ts';
import { createFundingQueues } from '#records/funding/queues.ts';
import { createFundingDependencies } from './dependencies.ts';
import { FundingEnv } from './env.ts';
import { createSendDigest } from './tending/send-digest.ts';

const deps = createFundingDependencies(readEnv(FundingEnv, process.env));

export const handler = createSendDigest({
  ...deps,
  queues: createFundingQueues({ ...deps, retention: deps.hub.retention }),
});
