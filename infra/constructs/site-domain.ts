import { Annotations, CfnOutput } from 'aws-cdk-lib';
import {
  BasePathMapping,
  DomainName,
  EndpointAccessMode,
  EndpointType,
  SecurityPolicy,
  type SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config/settings.ts';

/** What the API and its domain name both take, TLS 1.2 at the least: of the two, the gateway goes by the API's. */
export const tls = {
  securityPolicy: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: EndpointAccessMode.STRICT,
} as const;

/**
 * Gives the website and the API the name under which people reach them, at its root: the firewall stands before the API's stage, by
 * whatever name that is reached.
 */
export function reachBy(scope: Construct, api: SpecRestApi, { domain, siteUrl }: StageSettings): void {
  if (!domain) {
    Annotations.of(scope).addWarningV2(
      'hub:no-domain',
      `No domain is set (infra/config/stages.ts). The API answers, but pages do not work below its stage's path, nobody can sign in, and links in emails lead to ${siteUrl}, where this does not answer.`,
    );
    return;
  }
  const { name, certificateArn, hostedZoneId } = domain;
  const reached = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    endpointType: EndpointType.REGIONAL,
    ...tls,
  });
  new BasePathMapping(scope, 'DomainRoot', { domainName: reached, restApi: api, stage: api.deploymentStage });
  const target = {
    dnsName: reached.domainNameAliasDomainName,
    hostedZoneId: reached.domainNameAliasHostedZoneId,
  };
  new CfnOutput(scope, 'DomainTarget', {
    value: target.dnsName,
    description: `Where the DNS record of ${name} leads: a CNAME, or an alias of zone DomainTargetZone`,
  });
  new CfnOutput(scope, 'DomainTargetZone', { value: target.hostedZoneId });
  if (hostedZoneId !== undefined)
    new CfnRecordSet(scope, 'DomainRecord', { name, type: 'A', hostedZoneId, aliasTarget: target });
}
