import { createHttpHandler } from '#http/http-handler.ts';
import { hubById } from '#hub/hubs.ts';
import { readEnv } from '#platform/env.ts';
import { createLog } from '#platform/logger.ts';
import { createCounter } from '#platform/metrics.ts';
import { privacy } from './contract.ts';
import { PrivacyPublicEnv } from './env.ts';
import { createPublicUseCases } from './public-use-cases.ts';

const env = readEnv(PrivacyPublicEnv, process.env);

export const handler = createHttpHandler({
  log: createLog(),
  counter: createCounter(),
  // It changes nothing, so that nothing is answered once more.
  recallReply: () => Promise.resolve(),
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: privacy,
  audience: 'public',
  useCases: createPublicUseCases(hubById(env.HUB)),
});
