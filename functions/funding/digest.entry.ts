import { readEnv } from '#platform/env.ts';
import { createFundingQueues } from '#records/funding/queues.ts';
import { openRecords } from '#records/open-records.ts';
import { FundingEnv } from './env.ts';
import { createSendDigest } from './tending/send-digest.ts';

const open = openRecords(readEnv(FundingEnv, process.env), 'decide-funding', 'pay');

export const handler = createSendDigest({
  ...open,
  queues: createFundingQueues(open),
});
