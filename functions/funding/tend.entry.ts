import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { TendFundingEnv } from './env.ts';
import { createTendRequests } from './tending/tend-requests.ts';
import { wireTending } from './wiring.ts';

const env = readEnv(TendFundingEnv, process.env);

export const handler = createTendRequests(wireTending(openRecords(env, 'decide-funding', 'pay', 'run-reliably')));
