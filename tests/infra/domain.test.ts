import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ApiDefinition, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../infra/config/settings.ts';
import { reachBy } from '../../infra/constructs/site-domain.ts';
import { readApi } from '../../infra/local/gateway/api.ts';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import { deploymentOf } from '../../infra/local/template/deployment.ts';
import { region } from '../support/deployment.ts';
import { synthesize, withDomain } from '../support/stacks.ts';

const { domain } = withDomain();
if (!domain) throw new Error('there is no domain');

describe('a hub with a domain', () => {
  let stage: ReturnType<typeof synthesize>;
  beforeAll(() => {
    stage = synthesize(withDomain());
  });

  it('is reached by its name alone, at the root, with a certificate of the region and nothing below TLS 1.2', () => {
    const { api } = stage.templates;
    api.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: domain.name,
      RegionalCertificateArn: domain.certificateArn,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: Match.stringLikeRegexp('^SecurityPolicy_TLS13_1_2_'),
      EndpointAccessMode: 'STRICT',
    });
    const [stageId] = Object.keys(api.findResources('AWS::ApiGateway::Stage'));
    api.allResourcesProperties('AWS::ApiGateway::BasePathMapping', {
      BasePath: Match.absent(),
      DomainName: Match.anyValue(),
      Stage: { Ref: stageId },
    });
    api.resourceCountIs('AWS::ApiGateway::BasePathMapping', 1);
    api.hasResourceProperties('AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: true,
      // Said twice, since an import may take back what it does not say itself.
      Body: Match.objectLike({ 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } }),
    });
  });

  it('has its firewall before the stage to which the name leads', () => {
    const { api } = stage.templates;
    const [stageId] = Object.keys(api.findResources('AWS::ApiGateway::Stage'));
    const [association] = Object.values(api.findResources('AWS::WAFv2::WebACLAssociation'));
    expect(JSON.stringify(association?.Properties.ResourceArn)).toContain(`{"Ref":"${stageId}"}`);
  });

  it('says where its DNS record is to lead and where the API is, and makes the record where the zone is its own', () => {
    const { templates, json } = stage;
    const [domainId] = Object.keys(templates.api.findResources('AWS::ApiGateway::DomainName'));
    const target = { 'Fn::GetAtt': [domainId, 'RegionalDomainName'] };
    const zone = { 'Fn::GetAtt': [domainId, 'RegionalHostedZoneId'] };
    expect(json.api.Outputs).toMatchObject({
      ApiUrl: { Value: 'https://www.selwdh.co.uk' },
      DomainTarget: { Value: target },
      DomainTargetZone: { Value: zone },
    });
    templates.api.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: domain.name,
      Type: 'A',
      HostedZoneId: domain.hostedZoneId,
      AliasTarget: { DNSName: target, HostedZoneId: zone },
    });
    Annotations.fromStack(stage.stacks.api).hasNoWarning('*', Match.stringLikeRegexp('domain'));
  });

  it('makes no record in a zone that is kept elsewhere', () => {
    const stack = new Stack(new App());
    const inlineDefinition = { openapi: '3.0.1', info: { title: 'hub', version: '1' }, paths: {} };
    const api = new SpecRestApi(stack, 'Api', { apiDefinition: ApiDefinition.fromInline(inlineDefinition) });
    reachBy(stack, api, withDomain({ hostedZoneId: undefined }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGateway::DomainName', 1);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  it('can be run on one machine, where nothing of a domain is there', () => {
    const assembly = readAssembly(stage.app.synth().directory);
    const naming = { account: '000000000000', region, queueEndpoint: 'http://127.0.0.1' };
    const deployment = deploymentOf(assembly, naming);
    expect(deployment.absent).toEqual(
      expect.arrayContaining([
        'AWS::ApiGateway::BasePathMapping',
        'AWS::ApiGateway::DomainName',
        'AWS::Route53::RecordSet',
      ]),
    );
    expect(readApi(deployment).methods.length).toBeGreaterThan(100);
  });
});

describe('the settings of a domain', () => {
  it('agree with where links in emails lead', () => {
    const settings = withDomain();
    expect(() => parseSettings({ ...settings, siteUrl: 'https://hub.example' })).toThrow(
      '  siteUrl: https://www.selwdh.co.uk, as domain.name has it',
    );
    expect(() => parseSettings({ ...settings, apiUrl: 'https://api.selwdh.co.uk' })).toThrow(
      '  apiUrl: left out, since the API is reached by domain.name alone',
    );
  });

  it.each([
    ['name', 'WWW.hub.example', 'a name in lower case'],
    ['name', 'https://www.hub.example', 'a name in lower case'],
    ['name', 'localhost', 'a name in lower case'],
    ['certificateArn', 'arn:aws:acm:us-east-1:111122223333:certificate/0c6e5f1a', 'a certificate in eu-west-2'],
    ['hostedZoneId', 'hub.example', 'the id of a hosted zone'],
  ])('are refused by name: %s %s', (setting, value, wanted) => {
    expect(() => withDomain({ [setting]: value })).toThrow(`domain.${setting}: ${wanted}`);
  });
});
