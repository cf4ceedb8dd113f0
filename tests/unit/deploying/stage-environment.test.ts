import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../../scripts/stage-environment.ts';

const named = (FunctionName: string, POWERTOOLS_SERVICE_NAME: string, STAFF_POOL: string) => ({
  FunctionName,
  Environment: { Variables: { POWERTOOLS_SERVICE_NAME, STAFF_POOL } },
});

/** By the marker that a page is asked with. */
const pages: Readonly<Record<string, unknown>> = {
  none: {
    Functions: [
      { FunctionName: 'somebody-elses' },
      named('hub-staging-api-PeopleAdmin-1', 'people-admin', 'of staging'),
      named('hub-production-api-PeopleMe-1', 'people-me', 'of learners'),
    ],
    NextMarker: 'more',
  },
  more: { Functions: [named('hub-production-api-PeopleAdmin-1', 'people-admin', 'of production')] },
};

const client = new LambdaClient({
  region: 'eu-west-2',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  requestHandler: {
    handle: async ({ query }: { query?: Readonly<Record<string, string>> }) => ({
      response: {
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: new TextEncoder().encode(JSON.stringify(pages[query?.Marker ?? 'none'])),
      },
    }),
  } as never,
});

describe('what a function was deployed with', () => {
  it('is that of the stage’s own, however many functions the account has', async () => {
    const found = await environmentOf(client, { hub: 'hub', stage: 'production' }, 'people-admin');
    expect(found.STAFF_POOL).toBe('of production');
  });

  it('is asked of a stage that is there', async () => {
    await expect(environmentOf(client, { hub: 'hub', stage: 'dev' }, 'people-admin')).rejects.toThrow(
      'There is no people-admin of hub-dev in this account: deploy the stage first',
    );
  });
});
