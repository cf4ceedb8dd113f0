import { Stack } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { largestBody } from '#http/json-body.ts';
import { type ProblemCode, problemBody, problems } from '#http/problems.ts';
import type { StageSettings } from '../config/settings.ts';

const firewallName = ({ hub, stage }: StageSettings): string => `${hub}-${stage}`;

const measured = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // A sample would keep whole requests, and with them what people wrote.
  sampledRequestsEnabled: false,
});

/** Each with those of its rules that only count, since a rule of our own stands in their place. */
const managedRules: Readonly<Record<string, readonly string[]>> = {
  // It refuses bodies over 8 KB, however much is inspected, and some of our forms are longer.
  AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  AWSManagedRulesAmazonIpReputationList: [],
};

const windowSeconds = 300;

/**
 * What the firewall answers in our words. Its JSON it gives no other type than `application/json`, and it knows no id of the
 * request. Any page may read it: it says nothing of anybody. One body to a rule: a page for people would need another rule for each, at a dollar a month.
 */
function refusal(code: ProblemCode, headers: Readonly<Record<string, string>> = {}) {
  const all = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', ...headers };
  return {
    body: { contentType: 'APPLICATION_JSON', content: JSON.stringify(problemBody(code, 'firewall')) },
    action: {
      block: {
        customResponse: {
          responseCode: problems[code].status,
          customResponseBodyKey: code,
          responseHeaders: Object.entries(all).map(([name, value]) => ({ name, value })),
        },
      },
    },
  };
}

const tooLarge = refusal('too-large');
const tooMany = refusal('too-many-requests', {
  // By then at the latest, the address's requests of the last window are forgotten.
  'Retry-After': String(windowSeconds),
  'Access-Control-Expose-Headers': 'Retry-After',
});

type Statement = CfnWebACL.StatementProperty;

const asItIs = [{ priority: 0, type: 'NONE' }];
const isMethod = (name: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: name,
    textTransformations: asItIs,
  },
});
const isNot = (statement: Statement): Statement => ({ notStatement: { statement } });

/** The routes of who is signed in; behind the stage's name, or behind none where the API has a domain of its own. */
export const signedInPaths = '^(/[a-z]+)?/v1/(admin|me)(/|$)';
const ofSignedIn: Statement = {
  regexMatchStatement: { fieldToMatch: { uriPath: {} }, regexString: signedInPaths, textTransformations: asItIs },
};

const fromOneAddress = (limit: number, of: Statement) => ({
  rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: windowSeconds, scopeDownStatement: of },
});

function ownRules({ throttling }: StageSettings) {
  const { requests, writes } = throttling.perAddress;
  return [
    {
      name: 'BodyTooLarge',
      action: tooLarge.action,
      statement: {
        sizeConstraintStatement: {
          // Beyond what is inspected, which is just as much, everything is too large.
          fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
          comparisonOperator: 'GT',
          size: largestBody,
          textTransformations: asItIs,
        },
      },
    },
    {
      name: 'TooManyWritesFromOneAddress',
      action: tooMany.action,
      statement: fromOneAddress(writes, {
        andStatement: {
          statements: [...['GET', 'HEAD', 'OPTIONS'].map((name) => isNot(isMethod(name))), isNot(ofSignedIn)],
        },
      }),
    },
    {
      name: 'TooManyFromOneAddress',
      action: tooMany.action,
      // A browser shows a page nothing of a refused preflight, not even that it was one.
      statement: fromOneAddress(requests, isNot(isMethod('OPTIONS'))),
    },
  ];
}

/**
 * AWS's own rules for common attacks, bad inputs and bad addresses; our largest body; and limits for each address: a loose one, since
 * whole organisations of the NHS share one, and a strict one for what anybody can write. Nobody is given a puzzle to solve: forms work
 * without scripts.
 */
export function addFirewall(scope: Construct, stageArn: string, settings: StageSettings): void {
  const managed = Object.entries(managedRules).map(([name, onlyCounted]) => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  }));
  const rules = [...ownRules(settings), ...managed];
  const firewall = new CfnWebACL(scope, 'Firewall', {
    name: firewallName(settings),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: measured(firewallName(settings)),
    // All that a function would read is inspected: for a little money, and only for bodies over 16 KB.
    associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_64' } } },
    customResponseBodies: { 'too-large': tooLarge.body, 'too-many-requests': tooMany.body },
    rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: measured(rule.name) })),
  });
  new CfnWebACLAssociation(scope, 'FirewallOfApi', { resourceArn: stageArn, webAclArn: firewall.attrArn });
}

/** How many requests the firewall refuses. */
export const refusedByFirewall = (scope: Construct, settings: StageSettings, options: MetricOptions): Metric =>
  new Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: firewallName(settings), Region: Stack.of(scope).region, Rule: 'ALL' },
    ...options,
  });
