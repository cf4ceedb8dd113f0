import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { handle } from 'hono/aws-lambda';
import { hubById } from '#hub/hubs.ts';
import { systemClock } from '#platform/clock.ts';
import { readEnv } from '#platform/env.ts';
import { createLog } from '#platform/logger.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createInvoke } from './api/invoke.ts';
import { createPublicApi } from './api/public-api.ts';
import { readAssets } from './assets.ts';
import { WebsiteEnv } from './env.ts';
import { createSite } from './site.tsx';

/** Longer than the functions that are asked may take. */
const longestAnswerMs = 12_000;

const env = readEnv(WebsiteEnv, process.env);
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
    assets: readAssets(join(import.meta.dirname, 'assets')),
    hub: hubById(env.HUB),
    clock: systemClock,
    newKey: () => crypto.randomUUID(),
    log: createLog(),
  }),
);
