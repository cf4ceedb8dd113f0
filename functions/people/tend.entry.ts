import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { createTendAccounts } from './accounts/tend-accounts.ts';
import { PeopleEnv } from './env.ts';
import { wireTending } from './wiring.ts';

const env = readEnv(PeopleEnv, process.env);

export const handler = createTendAccounts(wireTending(openRecords(env, 'provide-services')));
