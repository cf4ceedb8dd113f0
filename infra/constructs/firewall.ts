import { Stack } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config/settings.ts';

const firewallName = ({ hub, stage }: StageSettings): string => `${hub}-${stage}`;

const measured = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // A sample would keep whole requests, and with them what people wrote.
  sampledRequestsEnabled: false,
});

const managedRules = [
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesAmazonIpReputationList',
];

/** AWS's own rules for common attacks, bad inputs and bad addresses, and a limit for each address. */
export function addFirewall(scope: Construct, stageArn: string, settings: StageSettings): void {
  const firewall = new CfnWebACL(scope, 'Firewall', {
    name: firewallName(settings),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: measured(firewallName(settings)),
    rules: [
      ...managedRules.map((name, index) => ({
        name,
        priority: index,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
        visibilityConfig: measured(name),
      })),
      {
        name: 'TooManyFromOneAddress',
        priority: managedRules.length,
        action: { block: {} },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: settings.throttling.perAddressInFiveMinutes,
            evaluationWindowSec: 300,
          },
        },
        visibilityConfig: measured('TooManyFromOneAddress'),
      },
    ],
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
