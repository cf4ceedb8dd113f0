import { readEnv } from '#platform/env.ts';
import { publishedOf } from '#privacy/published.ts';
import { openRecords } from '#records/open-records.ts';
import { createTellOfPolicy } from './accounts/tell-of-policy.ts';
import { PeopleEnv } from './env.ts';
import { wireTelling } from './wiring.ts';

const env = readEnv(PeopleEnv, process.env);
const wired = wireTelling(openRecords(env, 'provide-services'));

export const handler = createTellOfPolicy({ ...wired, policyVersions: publishedOf(wired.hub) });
