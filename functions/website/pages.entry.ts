import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { handle } from 'hono/aws-lambda';
import { readEnv } from '#platform/env.ts';
import { secureRandom } from '#platform/ids.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openTable } from '#records/open-table.ts';
import { createSealedSessions } from '#records/website/sealed-sessions.ts';
import { createInvoke } from './api/invoke.ts';
import { createOwnApi } from './api/own-api.ts';
import { createPublicApi } from './api/public-api.ts';
import { longestAnswerMs } from './api/waiting.ts';
import { readAssets } from './assets.ts';
import { WebsiteEnv } from './env.ts';
import { createCognitoPages } from './signing-in/cognito-pages.ts';
import { createSessions } from './signing-in/sessions.ts';
import { createSite } from './site.tsx';

const env = readEnv(WebsiteEnv, process.env);
const { hub, clock, log, counter, records } = openTable(env, ['provide-services']);
const cognito = createCognitoPages({
  signInUrl: env.SIGN_IN_URL,
  clientId: env.SIGN_IN_CLIENT,
  siteUrl: env.SITE_URL,
  failed: (reason) => {
    log.event('sign-in-failed', { reason });
    counter.count('SignInFailed');
    counter.flush();
  },
});
const invoke = createInvoke(
  // What is asked may have been done though no answer came: only who filled in the form asks again, by its key. So a connection for each,
  // since one that was kept while the function stood still may be dead.
  new LambdaClient({
    maxAttempts: 1,
    requestHandler: requestHandler({ requestTimeout: longestAnswerMs, keepAlive: false }),
  }),
);

export const handler = handle(
  createSite({
    api: createPublicApi(invoke, {
      bookings: env.BOOKINGS_PUBLIC,
      documents: env.DOCUMENTS_PUBLIC,
      funding: env.FUNDING_PUBLIC,
      people: env.PEOPLE_PUBLIC,
      privacy: env.PRIVACY_PUBLIC,
    }),
    assets: readAssets(join(import.meta.dirname, 'assets'), hub.id),
    hub,
    clock,
    newKey: () => crypto.randomUUID(),
    log,
    cognito,
    sessions: createSessions({
      sealed: createSealedSessions({ records, clock }),
      cognito,
      clock,
      random: secureRandom,
    }),
    ownApi: (token) => createOwnApi(env.API_URL, token),
    random: secureRandom,
    signInOrigin: new URL(env.SIGN_IN_URL).origin,
  }),
);
