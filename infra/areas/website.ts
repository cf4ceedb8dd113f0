import { Duration } from 'aws-cdk-lib';
import type { WebsiteEnv } from '#functions/website/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { HubFunction, type OwnEnvironment } from '../constructs/hub-function.ts';
import { allowRecords } from '../constructs/table-access.ts';
import { type ApiScope, rushTimeout } from './scope.ts';

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
} as const satisfies Readonly<Partial<Record<keyof OwnEnvironment<Environment>, string>>>;

/**
 * Pages show what the API answers to anybody, and hand on what anybody sends: they ask its functions, and may do nothing by themselves but
 * keep who is signed in. What is somebody's own they ask as they are asked by others, by the gateway and with a token.
 *
 * @param answering - the functions of the API
 */
export function websiteApi(
  { stack, settings, records, identity, environment: { RECORDS_TABLE } }: ApiScope,
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
    // Longer than one answer that takes too long, and a short one to say so with; the gateway waits for 29 seconds.
    timeout: rushTimeout.plus(Duration.seconds(8)),
    impact: 'Nobody can use the website',
    environment: {
      BOOKINGS_PUBLIC: named(asked.BOOKINGS_PUBLIC).functionName,
      DOCUMENTS_PUBLIC: named(asked.DOCUMENTS_PUBLIC).functionName,
      FUNDING_PUBLIC: named(asked.FUNDING_PUBLIC).functionName,
      PEOPLE_PUBLIC: named(asked.PEOPLE_PUBLIC).functionName,
      PRIVACY_PUBLIC: named(asked.PRIVACY_PUBLIC).functionName,
      RECORDS_TABLE,
      API_URL: settings.apiUrl ?? settings.siteUrl,
      SITE_URL: settings.siteUrl,
      SIGN_IN_URL: identity.learnerSignIn.baseUrl(),
      SIGN_IN_CLIENT: identity.learnerClient.userPoolClientId,
    },
  });
  fn.allow(
    ['lambda:InvokeFunction'],
    Object.values(asked).map((name) => named(name).functionArn),
  );
  stack.alarm(stack, 'SigningInFails', {
    metric: stack.counted('SignInFailed', pagesFunction),
    threshold: 3,
    impact: 'People cannot sign in on the website, or are signed out of it',
    runbook: 'signing-in-fails',
  });
  allowRecords(fn, records, { websiteSession: ['read', 'put', 'update', 'delete'] });
  return [fn];
}
