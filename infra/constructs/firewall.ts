import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config/settings.ts';

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
export function addFirewall(scope: Construct, stageArn: string, { throttling }: StageSettings): CfnWebACL {
  const firewall = new CfnWebACL(scope, 'Firewall', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: measured('Firewall'),
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
            limit: throttling.perAddressInFiveMinutes,
            evaluationWindowSec: 300,
          },
        },
        visibilityConfig: measured('TooManyFromOneAddress'),
      },
    ],
  });
  new CfnWebACLAssociation(scope, 'FirewallOfApi', { resourceArn: stageArn, webAclArn: firewall.attrArn });
  return firewall;
}
