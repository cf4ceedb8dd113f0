import { createHttpHandler } from '#http/http-handler.ts';
import { createCognitoClient } from '#platform/cognito.ts';
import { readEnv } from '#platform/env.ts';
import { createUserDirectory } from '#platform/user-directory.ts';
import { openRecords } from '#records/open-records.ts';
import { people } from './contract.ts';
import { PeoplePublicEnv } from './env.ts';
import { createPublicUseCases } from './public-use-cases.ts';
import { wireForRegistrants } from './wiring.ts';

const env = readEnv(PeoplePublicEnv, process.env);
const deps = wireForRegistrants(
  openRecords(env, 'provide-services', 'run-reliably'),
  createUserDirectory({ client: createCognitoClient(), poolId: env.LEARNER_POOL }),
);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: people,
  audience: 'public',
  // What confirms an account stands in the body, and nothing is said of that before it is known who asks.
  opensLink: async ({ accountId, registrationId, emailChangeId }, tokenHash, work) =>
    (accountId !== undefined && (await deps.accounts.findByLink(accountId, tokenHash, work)) !== undefined) ||
    (registrationId !== undefined &&
      (await deps.accounts.findRegistrant(registrationId, tokenHash, work)) !== undefined) ||
    (emailChangeId !== undefined && (await deps.emailChanges.find(emailChangeId, tokenHash, work)) !== undefined),
  useCases: createPublicUseCases(deps),
});
