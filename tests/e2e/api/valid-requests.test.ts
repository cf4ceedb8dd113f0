import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import type { Route } from '#http/route.ts';
import { isLong } from '../../support/long.ts';
import { validRequestsOf } from '../../support/openapi-requests.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const routes = areas.flatMap((area) => Object.values<Route>(area.routes));

describe('what the document calls valid', () => {
  let hub: TestPlatform;
  let sessionId: string;
  let tokens: Record<Route['audience']['kind'], string | undefined>;

  beforeAll(async () => {
    hub = await startTestPlatform();
    sessionId = await hub.publishSession();
    tokens = {
      public: undefined,
      'manage-link': `Manage ${'a'.repeat(43)}`,
      learner: `Bearer ${await hub.tokenOf('learner@practice.example')}`,
      staff: `Bearer ${await hub.tokenOf('admin')}`,
    };
  });
  afterAll(() => hub.stop());

  it.each(routes)('$method $path answers it without a 5xx', async (route) => {
    const authorization = tokens[route.audience.kind];
    await fc.assert(
      fc.asyncProperty(validRequestsOf(route), fc.boolean(), async ({ query, path, body }, known) => {
        const asked = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          known && name === 'sessionId' ? sessionId : encodeURIComponent(String(path[name])),
        );
        const search = new URLSearchParams(
          Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]),
        );
        const response = await fetch(`${hub.url}${asked}?${search}`, {
          method: route.method,
          headers: { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const answer = await response.text();
        const failed = /"instance":"([^"]+)"/.exec(response.status < 500 ? '' : answer)?.[1];
        const logged = failed === undefined ? '' : hub.logged((line) => line.includes(failed));
        expect(response.status, [answer, logged].join('\n')).toBeLessThan(500);
      }),
      { numRuns: isLong ? 10 : 2 },
    );
  });
});
