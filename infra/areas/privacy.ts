import type { PrivacyPublicEnv } from '#functions/privacy/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { type ApiScope, apiTimeout } from './scope.ts';

/** What is done with people's data, which is told by who can read none of it. */
export function privacyApi({ stack, settings, environment }: ApiScope): HubFunction<unknown>[] {
  const { ALLOWED_ORIGINS } = environment;
  return [
    new HubFunction<EnvironmentOf<typeof PrivacyPublicEnv>>(stack, {
      name: 'privacy-public',
      settings,
      timeout: apiTimeout,
      impact: 'People cannot read how their information is used',
      environment: { ALLOWED_ORIGINS },
    }),
  ];
}
