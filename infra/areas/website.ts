import { Duration } from 'aws-cdk-lib';
import type { WebsiteEnv } from '#functions/website/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction, type OwnEnvironment } from '../constructs/hub-function.ts';
import { type ApiScope, apiTimeout } from './scope.ts';

type Environment = EnvironmentOf<typeof WebsiteEnv>;

/** What answers every path that is not the API's. */
export const pagesFunction = 'website-pages';

/** By which variable pages know each of the functions that they ask. */
const asked = {
  BOOKINGS_PUBLIC: 'bookings-public',
  DOCUMENTS_PUBLIC: 'documents-public',
  FUNDING_PUBLIC: 'funding-public',
  PEOPLE_PUBLIC: 'people-public',
  PRIVACY_PUBLIC: 'privacy-public',
} as const satisfies Readonly<Record<keyof OwnEnvironment<Environment>, string>>;

/**
 * Pages show what the API answers to anybody, and hand on what anybody sends: they ask its functions, and may do nothing by themselves.
 *
 * @param answering - the functions of the API
 */
export function websiteApi(
  { stack, settings }: ApiScope,
  answering: readonly HubFunction<unknown>[],
): HubFunction<unknown>[] {
  const named = (name: string) => {
    const found = answering.find(({ functionName }) => functionName === name);
    if (!found) throw new Error(`Pages ask ${name}, but there is no such function`);
    return found.lambda;
  };
  const fn = new HubFunction<Environment>(stack, {
    name: pagesFunction,
    settings,
    // Longer than one answer that takes too long and another to say so with; the gateway waits for 29 seconds.
    timeout: apiTimeout.plus(Duration.seconds(15)),
    impact: 'Nobody can use the website',
    environment: {
      BOOKINGS_PUBLIC: named(asked.BOOKINGS_PUBLIC).functionName,
      DOCUMENTS_PUBLIC: named(asked.DOCUMENTS_PUBLIC).functionName,
      FUNDING_PUBLIC: named(asked.FUNDING_PUBLIC).functionName,
      PEOPLE_PUBLIC: named(asked.PEOPLE_PUBLIC).functionName,
      PRIVACY_PUBLIC: named(asked.PRIVACY_PUBLIC).functionName,
    },
  });
  fn.allow(
    ['lambda:InvokeFunction'],
    Object.values(asked).map((name) => named(name).functionArn),
  );
  return [fn];
}
