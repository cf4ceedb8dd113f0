import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { emailAddress, personName } from '#domain/people/person.ts';
import { PeopleAdminEnv } from '#functions/people/env.ts';
import { createFirstAdmin, createListAdmins } from '#functions/people/staff/first-admins.ts';
import { createStaffPool } from '#functions/people/staff/staff-pool.ts';
import { wireForStaff } from '#functions/people/wiring.ts';
import { createCognitoClient } from '#platform/cognito.ts';
import { readEnv } from '#platform/env.ts';
import { openRecords } from '#records/open-records.ts';
import { region } from '../infra/config/settings.ts';
import { settingsOf } from '../infra/config/stages.ts';
import { endWith } from '../infra/local/running.ts';
import { environmentOf } from './stage-environment.ts';

/**
 * Makes the first two admins of a stage, with the rights of whoever runs it: the account of each, and their record. Ends with 1 where
 * that is refused.
 */
const usage = 'Say of which stage, and who: npm run first-admin -- production grace.mensah@hub.example "Grace Mensah"';
const Arguments = z.tuple([z.string(), emailAddress, personName]);

const given = Arguments.safeParse(process.argv.slice(2));
if (!given.success) endWith(usage);
const [stage, workEmail, name] = given.data;

async function firstAdmin() {
  const settings = settingsOf(stage);
  process.env.AWS_REGION = region;
  const env = readEnv(PeopleAdminEnv, await environmentOf(new LambdaClient(), settings, 'people-admin'));
  const cognito = createCognitoClient();
  const deps = wireForStaff(openRecords(env, 'keep-account', 'provide-services', 'run-reliably'));
  const minute = 60_000;
  return createFirstAdmin({
    ...deps,
    pool: createStaffPool(cognito, env.STAFF_POOL),
    listAdmins: createListAdmins(cognito, env.STAFF_POOL),
  })({ workEmail, name }, { signal: AbortSignal.timeout(minute), deadline: performance.now() + minute });
}

const done = await firstAdmin().catch((error: unknown) => endWith(error instanceof Error ? error.message : `${error}`));
if ('refused' in done) endWith(done.refused);
const rest = done.admins < 2 ? ' To make somebody else admin takes two: make the second one by this command, too.' : '';
console.log(
  done.made === 'now'
    ? `${workEmail} is admin, and is sent an invitation that is good for three days.${rest}`
    : `${workEmail} is admin already.${rest}`,
);
