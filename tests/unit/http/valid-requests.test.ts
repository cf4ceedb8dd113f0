import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import type { Route } from '#http/route.ts';
import { validRequestsOf } from '../../support/openapi-requests.ts';

const routes = areas.flatMap((area) => Object.values<Route>(area.routes));
const asText = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

// What two fields must agree on, no document can say.
const byOtherFields: Readonly<Record<string, RegExp>> = {
  startFundingRequest: /^course\.endsOn$/,
  changeFundingRequest: /^course\.endsOn$/,
  addDocument: /^filename$/,
  addStatementDocument: /^filename$/,
  addTrainingDocument: /^filename$/,
};

it.each(routes)('the schemas of $operationId take what the document calls valid', (route) => {
  fc.assert(
    fc.property(validRequestsOf(route), ({ query, path, body }) => {
      const issues = [
        ...(route.input.query?.safeParse(asText(query)).error?.issues ?? []),
        ...(route.input.path?.safeParse(path).error?.issues ?? []),
        ...(route.input.body?.safeParse(body).error?.issues ?? []),
      ];
      const unexplained = issues.filter((issue) => !byOtherFields[route.operationId]?.test(issue.path.join('.')));
      expect(unexplained).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
