import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { areas } from '#functions/contracts.ts';
import { largestBody } from '#http/json-body.ts';
import { Problem } from '#http/problem-schema.ts';
import { isWrite } from '#http/route.ts';
import { signedInPaths } from '../../infra/constructs/firewall.ts';
import { synthesizeStage } from '../support/stacks.ts';

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: {
    readonly Block?: {
      readonly CustomResponse?: {
        readonly ResponseCode: number;
        readonly CustomResponseBodyKey: string;
        readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  };
  readonly Statement: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** Bytes in UTF-8 of one unit of a string's length, at most. */
const bytesOfAUnit = 3;
/** An id, a date, a code: what is held to a form and not to a length. */
const shortText = 40;
/** Held to its form by a rule of ours, of which JSON Schema does not know. */
const heldByARule = ['createPot.rules.financialYear', 'changePot.rules.financialYear'];
/** Of any number that JSON writes. */
const longestNumber = 24;

/** Bytes of the longest JSON without white space that a schema lets through. */
function longestJson(schema: JsonSchema, defs: Readonly<Record<string, JsonSchema>>, at: string): number {
  const of = (inner: JsonSchema | undefined, where: string) => {
    if (inner === undefined) throw new Error(`${at}${where} may be anything`);
    return longestJson(inner, defs, `${at}${where}`);
  };
  const longest = (values: readonly unknown[]) => Math.max(...values.map((value) => JSON.stringify(value).length));
  if (schema.$ref !== undefined) return of(defs[schema.$ref.split('/').at(-1) ?? ''], '');
  if (schema.allOf) return schema.allOf.reduce((sum, each) => sum + of(each, ''), 0);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return Math.max(...choice.map((each) => of(each, '')));
  if (schema.const !== undefined) return longest([schema.const]);
  if (schema.enum) return longest(schema.enum);
  switch (schema.type) {
    case 'string':
      if (!(schema.maxLength ?? schema.format ?? schema.pattern) && !heldByARule.includes(at)) {
        throw new Error(`${at} may be of any length`);
      }
      return 2 + (schema.maxLength === undefined ? shortText : bytesOfAUnit * schema.maxLength);
    case 'integer':
    case 'number':
      return longestNumber;
    case 'boolean':
      return 'false'.length;
    case 'null':
      return 'null'.length;
    case 'array':
      if (schema.maxItems === undefined) throw new Error(`${at} may hold any number`);
      return 2 + schema.maxItems * (1 + of(schema.items, '[]'));
    default:
      return Object.entries(schema.properties ?? {}).reduce(
        (sum, [name, value]) => sum + name.length + '"":,'.length + of(value, `.${name}`),
        2,
      );
  }
}

const routes = areas.flatMap((area) => Object.values(area.routes));

describe('the firewall', () => {
  let rules: readonly Rule[];
  let bodies: Readonly<Record<string, { readonly ContentType: string; readonly Content: string }>>;
  let inspected: unknown;

  beforeAll(() => {
    const { json } = synthesizeStage('production');
    const [firewall] = Object.values(json.api.Resources).filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');
    rules = firewall?.Properties.Rules as Rule[];
    bodies = firewall?.Properties.CustomResponseBodies as typeof bodies;
    inspected = firewall?.Properties.AssociationConfig;
  });

  const rule = (name: string): Rule => {
    const found = rules.find(({ Name }) => Name === name);
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };
  const answerOf = (name: string) => {
    const { ResponseCode, CustomResponseBodyKey, ResponseHeaders } = rule(name).Action?.Block?.CustomResponse ?? {};
    const headers = Object.fromEntries((ResponseHeaders ?? []).map(({ Name, Value }) => [Name.toLowerCase(), Value]));
    return { status: ResponseCode, headers, ...bodies[CustomResponseBodyKey ?? ''] };
  };

  it('lets through the longest body that any route takes, and refuses what is longer than a function reads', () => {
    const lengths = routes.flatMap(({ operationId, input: { body } }) => {
      if (!body) return [];
      const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
      return [longestJson(schema, schema.$defs ?? {}, operationId)];
    });
    // Which AWS's own rule would refuse.
    expect(Math.max(...lengths)).toBeGreaterThan(8192);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(largestBody);
    expect(rule('BodyTooLarge').Statement).toMatchObject({
      SizeConstraintStatement: {
        ComparisonOperator: 'GT',
        Size: largestBody,
        FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
      },
    });
    expect(rule('AWSManagedRulesCommonRuleSet').Statement.ManagedRuleGroupStatement).toMatchObject({
      RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
    });
  });

  it('inspects all of a body that a function would read', () => {
    expect(inspected).toEqual({ RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } });
    expect(largestBody).toBeLessThanOrEqual(64 * 1024);
  });

  it('has a loose limit for whatever comes from one address, and a strict one for writes that anybody can make', () => {
    const all = rule('TooManyFromOneAddress').Statement.RateBasedStatement;
    const writes = rule('TooManyWritesFromOneAddress').Statement.RateBasedStatement;
    expect(all).toMatchObject({ AggregateKeyType: 'IP', Limit: 10_000, EvaluationWindowSec: 300 });
    expect(writes).toMatchObject({ AggregateKeyType: 'IP', Limit: 200, EvaluationWindowSec: 300 });
    const scope = JSON.stringify(writes?.ScopeDownStatement);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(scope).toContain(`"SearchString":"${method}"`);
    expect(scope).toContain(JSON.stringify(signedInPaths));
  });

  it.each(routes.filter(isWrite).map(({ method, path, audience }) => [method, path, audience.kind] as const))(
    'counts as a write that anybody can make, unless its people sign in: %s %s',
    (_method, path, audience) => {
      const needsSigningIn = audience === 'staff' || audience === 'learner';
      for (const before of ['', '/production', '/dev']) {
        expect(new RegExp(signedInPaths).test(before + path)).toBe(needsSigningIn);
      }
    },
  );

  it('answers who asks too much with our problem, when to try again, and so that a page can read it', () => {
    for (const name of ['TooManyFromOneAddress', 'TooManyWritesFromOneAddress']) {
      const { status, headers, ContentType, Content = '' } = answerOf(name);
      expect(status).toBe(429);
      expect(ContentType).toBe('APPLICATION_JSON');
      expect(Problem.parse(JSON.parse(Content))).toMatchObject({
        type: 'urn:training-hub:problem:too-many-requests',
        status: 429,
      });
      expect(headers).toEqual({
        'retry-after': '300',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Retry-After',
      });
      // WAF takes no header of this name, and refuses the deployment.
      expect(headers).not.toHaveProperty('content-type');
    }
  });

  it('answers what is too large with our problem', () => {
    const { status, Content = '' } = answerOf('BodyTooLarge');
    expect(status).toBe(413);
    expect(JSON.parse(Content)).toMatchObject({ type: 'urn:training-hub:problem:too-large', status: 413 });
  });

  it('sets nobody a puzzle, and hides no preflight from a page', () => {
    for (const { Action } of rules)
      expect(Object.keys(Action ?? {})).not.toEqual(expect.arrayContaining(['Challenge']));
    for (const { Action } of rules) expect(Object.keys(Action ?? {})).not.toEqual(expect.arrayContaining(['Captcha']));
    const { ScopeDownStatement } = rule('TooManyFromOneAddress').Statement.RateBasedStatement ?? {};
    expect(JSON.stringify(ScopeDownStatement)).toMatch(/^\{"NotStatement":.*"SearchString":"OPTIONS"/);
  });
});
