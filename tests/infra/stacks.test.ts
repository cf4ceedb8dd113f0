import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { HtmlValidate } from 'html-validate';
import { beforeAll, describe, expect, it } from 'vitest';
import { areas } from '#functions/contracts.ts';
import { longestAnswerMs, pageKeepsBackMs } from '#functions/website/api/waiting.ts';
import { lambdaOf, staffGroups } from '#http/route.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { endedEarlyMs, keptBackMs } from '#platform/work.ts';
import { lastOf } from '../../bench/rush.ts';
import { lambdaEntries } from '../../infra/bundle.ts';
import { refuseUnnamed } from '../../infra/config/named.ts';
import { parseSettings } from '../../infra/config/settings.ts';
import { settingsOf } from '../../infra/config/stages.ts';
import { readApi } from '../../infra/local/gateway/api.ts';
import type { Deployment } from '../../infra/local/template/deployment.ts';
import { deployedFunction, root, testDeployment } from '../support/deployment.ts';
import { isLong } from '../support/long.ts';
import { namedHub } from '../support/named-hub.ts';
import { nagFindings, synthesizeStage, withDomain } from '../support/stacks.ts';

const routes = areas.flatMap((area) =>
  Object.values(area.routes).map((route) => ({ ...route, lambda: lambdaOf(area, route) })),
);

describe('the stacks of production', () => {
  let stage: ReturnType<typeof synthesizeStage>;
  let deployment: Deployment;

  beforeAll(async () => {
    stage = synthesizeStage('production');
    deployment = testDeployment();
  });

  it('keep every table encrypted under a key of its own, restorable, and safe from deletion', () => {
    const { records } = stage.templates;
    records.resourcePropertiesCountIs('AWS::KMS::Key', { EnableKeyRotation: true, KeySpec: Match.absent() }, 3);
    records.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        SSESpecification: Match.objectLike({ SSEEnabled: true, SSEType: 'KMS' }),
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        BillingMode: 'PAY_PER_REQUEST',
      }),
    });
    for (const type of ['AWS::KMS::Key', 'AWS::DynamoDB::Table']) {
      records.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
    stage.templates.identity.allResources('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({ DeletionProtection: 'ACTIVE' }),
    });
    expect(stage.stacks.records.terminationProtection).toBe(true);
    expect(stage.stacks.identity.terminationProtection).toBe(true);
  });

  it('keep a key that makes codes of people’s addresses and can do nothing else, and the index that they are for', () => {
    const { records } = stage.templates;
    records.resourcePropertiesCountIs(
      'AWS::KMS::Key',
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', EnableKeyRotation: Match.absent() },
      1,
    );
    records.resourceCountIs('AWS::KMS::Key', 4);
    records.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName: 'subject',
          KeySchema: [
            { AttributeName: 'subjectpk', KeyType: 'HASH' },
            { AttributeName: 'subjectsk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['expiresAt'] },
        },
      ]),
    });
  });

  it('keep an index of what people read out of a booking or a request, by that alone', () => {
    stage.templates.records.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName: 'reference',
          KeySchema: [{ AttributeName: 'reference', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['expiresAt'] },
        },
      ]),
    });
  });

  it('let staff in only by invitation and with a second factor, and learners by a code, once our API has confirmed their email', () => {
    const { identity } = stage.templates;
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: Match.objectLike({ SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } }),
      WebAuthnUserVerification: 'required',
    });
    // Cognito's own sender stops after 50 emails a day.
    identity.allResourcesProperties('AWS::Cognito::UserPool', {
      EmailConfiguration: Match.objectLike({
        EmailSendingAccount: 'DEVELOPER',
        From: 'South East London Workforce Development Hub <bookings@selwdh.co.uk>',
      }),
    });
    for (const GroupName of staffGroups) identity.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
  });

  it('keep sign-in to our own pages, and let no member of staff change the address that says who they are', () => {
    const clients = Object.values(stage.json.identity.Resources).filter(
      ({ Type }) => Type === 'AWS::Cognito::UserPoolClient',
    );
    expect(
      clients.map(({ Properties: { CallbackURLs, LogoutURLs, ExplicitAuthFlows, RefreshTokenValidity } }) => ({
        CallbackURLs,
        LogoutURLs,
        ExplicitAuthFlows,
        RefreshTokenValidity,
      })),
    ).toEqual([
      {
        CallbackURLs: ['https://www.selwdh.co.uk/staff/signed-in'],
        LogoutURLs: ['https://www.selwdh.co.uk/staff/signed-out'],
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        RefreshTokenValidity: 720,
      },
      {
        CallbackURLs: ['https://www.selwdh.co.uk/signed-in'],
        LogoutURLs: ['https://www.selwdh.co.uk/signed-out'],
        ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        RefreshTokenValidity: 1440,
      },
    ]);
    for (const { Properties } of clients)
      expect(Properties).toMatchObject({
        AllowedOAuthFlowsUserPoolClient: true,
        // Never a token in an address, and nobody's sign-in but Cognito's own.
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email'],
        SupportedIdentityProviders: ['COGNITO'],
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        IdTokenValidity: 60,
      });
    // A secret would have to stand in the environment of the pages.
    for (const { Properties } of clients) expect(Properties).not.toHaveProperty('GenerateSecret');
    // Whose somebody's records are is told by their address: nobody changes theirs past our API.
    const writable = clients.map(({ Properties }) => Properties.WriteAttributes);
    expect(writable).toEqual([['locale'], ['locale']]);
    stage.templates.identity.allResourcesProperties('AWS::Cognito::UserPool', {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
  });

  it('show Cognito’s own pages to sign in on, at an address that a stage keeps', () => {
    const { identity } = stage.templates;
    for (const Domain of ['selwdh', 'selwdh-staff'])
      identity.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain, ManagedLoginVersion: 2 });
    identity.resourcePropertiesCountIs('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true }, 2);
  });

  it('pay for threat protection where few people see much, and say what follows from a risk', () => {
    const { identity } = stage.templates;
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: Match.objectLike({ AllowAdminCreateUserOnly: true }),
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
    identity.hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolTier: 'ESSENTIALS',
      UserPoolAddOns: Match.absent(),
    });
    const action = { EventAction: 'MFA_IF_CONFIGURED', Notify: false };
    identity.hasResourceProperties('AWS::Cognito::UserPoolRiskConfigurationAttachment', {
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
      AccountTakeoverRiskConfiguration: { Actions: { LowAction: action, MediumAction: action, HighAction: action } },
    });
    // Sign-up codes leave over TLS and count towards the reputation that is watched.
    identity.allResourcesProperties('AWS::Cognito::UserPool', {
      EmailConfiguration: Match.objectLike({ ConfigurationSet: Match.anyValue() }),
    });
  });

  it('stand behind a firewall with the managed rules and a limit for each address', () => {
    const rules = Match.arrayWith(
      [
        'TooManyFromOneAddress',
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesAmazonIpReputationList',
      ].map((Name) => Match.objectLike({ Name })),
    );
    stage.templates.api.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'REGIONAL', Rules: rules });
    stage.templates.api.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    stage.templates.api.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: Match.stringLikeRegexp('^SecurityPolicy_TLS13_1_2_'),
      EndpointAccessMode: 'STRICT',
      MinimumCompressionSize: 1024,
      // Said twice, since an import may take back what it does not say itself.
      Body: Match.objectLike({
        'x-amazon-apigateway-security-policy': Match.stringLikeRegexp('^SecurityPolicy_TLS13_1_2_'),
        'x-amazon-apigateway-endpoint-access-mode': 'STRICT',
        'x-amazon-apigateway-minimum-compression-size': 1024,
      }),
    });
  });

  it('throttle each method, those that write more; and log the errors of each, and no bodies', () => {
    const [gateway] = Object.values(stage.json.api.Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Stage');
    const entries = gateway?.Properties.MethodSettings as Readonly<Record<string, unknown>>[];
    expect(entries).toContainEqual(
      expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 50 }),
    );
    const writes = routes.filter(({ method }) => method !== 'GET');
    for (const { path, method } of writes) {
      const ResourcePath = `/${path.replaceAll('/', '~1')}`;
      expect(entries).toContainEqual(
        expect.objectContaining({ HttpMethod: method, ResourcePath, ThrottlingRateLimit: 20 }),
      );
    }
    // An entry of one method takes the place of the stage's whole.
    expect(entries).toHaveLength(1 + writes.length);
    for (const entry of entries) {
      expect(entry).toMatchObject({ LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: false });
      expect(entry.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
  });

  it('let the gateway call each function by one permission, and answer preflights only where there is a route', () => {
    const permissions = Object.values(stage.json.api.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Permission',
    );
    const functions = Object.values(stage.json.api.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(permissions).toHaveLength(functions.length);
    const { methods } = readApi(deployment);
    const preflights = methods.filter(({ integration }) => integration.kind === 'cors');
    expect(preflights.map(({ resource }) => resource).sort()).toEqual(
      [...new Set(routes.map(({ path }) => path))].sort(),
    );
  });

  it('stay well within what CloudFormation takes of each: 500 resources, and a megabyte', () => {
    for (const [part, template] of Object.entries(stage.json)) {
      expect(Object.keys(template.Resources).length, part).toBeLessThan(400);
    }
    const { api } = stage.stacks;
    const { length } = readFileSync(join(stage.folder, api.templateFile));
    expect(length).toBeLessThan(500_000);
  });

  it('make of the API one definition, which is imported whole and leaves out nothing unsaid', () => {
    const types = Object.values(stage.json.api.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('AWS::ApiGateway::')).sort()).toEqual([
      'AWS::ApiGateway::Account',
      'AWS::ApiGateway::Deployment',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::Stage',
    ]);
    // By another name it would be another API, at another address.
    expect(stage.json.api.Resources.ApiF70053CD?.Properties).toMatchObject({
      Mode: 'overwrite',
      FailOnWarnings: true,
      Parameters: { endpointConfigurationTypes: 'REGIONAL', ignore: 'documentation' },
    });
  });

  it('say where the API and the upload of documents are, and who signs in where', () => {
    const named = (part: 'api' | 'identity' | 'documents') => Object.keys(stage.json[part].Outputs ?? {});
    expect(named('api')).toContain('ApiUrl');
    expect(named('identity')).toEqual(
      expect.arrayContaining(['StaffPoolId', 'StaffClientId', 'LearnerPoolId', 'LearnerClientId']),
    );
    expect(named('documents')).toEqual(expect.arrayContaining(['DocumentsBucket', 'DocumentsUploadUrl']));
  });

  it('deploy without a domain, too: the API answers by the gateway’s own name, and it is said what does not work', () => {
    const { templates, json, stacks } = stage;
    templates.api.resourceCountIs('AWS::ApiGateway::DomainName', 0);
    templates.api.hasResourceProperties('AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: false,
      Body: Match.objectLike({ 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: false } }),
    });
    expect(JSON.stringify(json.api.Outputs?.ApiUrl?.Value)).toContain('.execute-api.');
    expect(json.api.Outputs).not.toHaveProperty('DomainTarget');
    Annotations.fromStack(stacks.api).hasWarning('*', Match.stringLikeRegexp('pages do not work below its stage'));
  });

  it('log of a request neither who sent it nor what it said', () => {
    const [api] = Object.values(stage.json.api.Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Stage');
    const { AccessLogSetting } = api?.Properties ?? {};
    const { Format } = AccessLogSetting as { Format: string };
    expect(Object.keys(JSON.parse(Format)).sort()).toEqual([
      'error',
      'method',
      'milliseconds',
      'requestId',
      'route',
      'status',
      'time',
      'tls',
    ]);
    expect(Format).not.toMatch(/sourceIp|userAgent|\$context\.path\b|identity|authorizer/);
  });

  it('run every function on Node 24 and arm64, from a bundle of its own', () => {
    for (const part of ['api', 'events'] as const) {
      stage.templates[part].allResourcesProperties('AWS::Lambda::Function', {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 512,
        Handler: 'index.handler',
      });
    }
    const deployed = deployment.functions.map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME).sort();
    expect(deployed).toEqual(
      lambdaEntries()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('expose each route of the contract once, by its own Lambda and authorizer; the website; and nothing else', () => {
    const { methods } = readApi(deployment);
    const functionByArn = new Map(
      deployment.functions.map(({ arn, environment }) => [arn, environment.POWERTOOLS_SERVICE_NAME]),
    );
    const exposed = methods.flatMap(({ method, resource, integration, pools }) => {
      if (integration.kind !== 'lambda') return [];
      const ofLearners = deployment.pools.find(({ arn }) => arn === pools?.[0])?.groups.length === 0;
      const door = pools === undefined ? 'open' : ofLearners ? 'learners' : 'staff';
      return [`${method} ${resource} → ${functionByArn.get(integration.functionArn)} (${door})`];
    });
    const doors = { public: 'open', 'manage-link': 'open', learner: 'learners', staff: 'staff' } as const;
    const declared = routes.map(
      ({ method, path, lambda, audience }) => `${method} ${path} → ${lambda} (${doors[audience.kind]})`,
    );
    const website = ['ANY / → website-pages (open)', 'ANY /{proxy+} → website-pages (open)'];
    expect(exposed.sort()).toEqual([...declared, ...website].sort());
  });

  it('answer every error of the gateway as a problem', () => {
    const { gatewayResponses } = readApi(deployment);
    expect([...gatewayResponses.keys()]).toEqual(
      expect.arrayContaining([
        'DEFAULT_4XX',
        'DEFAULT_5XX',
        'UNAUTHORIZED',
        'ACCESS_DENIED',
        'MISSING_AUTHENTICATION_TOKEN',
        'REQUEST_TOO_LARGE',
        'THROTTLED',
        'INTEGRATION_TIMEOUT',
        'BAD_REQUEST_PARAMETERS',
        'WAF_FILTERED',
      ]),
    );
    for (const { status, headers, templates } of gatewayResponses.values()) {
      const { 'application/json': asJson = '', 'application/problem+json': asProblem = asJson, ...pages } = templates;
      // First, since the gateway takes that for who accepts anything.
      expect(Object.keys(templates)[0]).toBe('application/json');
      const problem = JSON.parse(asJson) as Record<string, unknown>;
      expect(problem).toMatchObject({ status, instance: '$context.requestId' });
      expect(problem.type).toMatch(/^urn:training-hub:problem:/);
      expect(asProblem).toBe(asJson);
      // Where there is a page as well, a type among the headers would be the page's, too.
      const type = Object.keys(pages).length === 0 ? 'application/problem+json' : undefined;
      expect(headers['Content-Type']).toBe(type);
    }
  });

  it('answer with a page whoever opens one, where no function does', async () => {
    const { gatewayResponses } = readApi(deployment);
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
    for (const type of [
      'REQUEST_TOO_LARGE',
      'THROTTLED',
      'INTEGRATION_TIMEOUT',
      'INTEGRATION_FAILURE',
      'WAF_FILTERED',
    ]) {
      const html = gatewayResponses.get(type)?.templates['text/html'] ?? '';
      expect(html, type).toMatch(/<h1>[A-Z][^<]+<\/h1>/);
      expect(html, type).toContain('<a href="/">');
      expect(html, type).toContain("default-src 'none'");
      // Its address may be that of an emailed link.
      expect(gatewayResponses.get(type)?.headers, type).toMatchObject({
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'DENY',
      });
      // It asks for nothing, which might be refused as well; and nothing in it is put in by the gateway.
      expect(html, type).not.toMatch(/<(link|script|img|style)|style=|\$/);
      const { results } = await validator.validateString(html);
      expect(
        results.flatMap(({ messages }) => messages),
        type,
      ).toEqual([]);
    }
    for (const type of ['UNAUTHORIZED', 'BAD_REQUEST_PARAMETERS'])
      expect(Object.keys(gatewayResponses.get(type)?.templates ?? {}), type).toEqual(['application/json']);
  });

  it('give five hundred people time to book one session at once, as long as that takes by reckoning', () => {
    const { Timeout } = deployedFunction(deployment, 'bookings-public');
    expect(lastOf(500)).toBeLessThan(Timeout - keptBackMs / 1000);
  });

  it('wait in a page for longer than what it asks may take, and no longer than the gateway waits for the page', () => {
    const pages = deployedFunction(deployment, 'website-pages');
    const asked = deployment.functions.filter(({ name }) => Object.values(pages.environment).includes(name));
    const ofAccounts = deployment.functions.filter(({ environment }) =>
      environment.POWERTOOLS_SERVICE_NAME?.endsWith('-me'),
    );
    for (const found of [asked, ofAccounts]) expect(found.length).toBeGreaterThan(4);
    const saysByMs = ({ Timeout }: { readonly Timeout: number }) => 1000 * Timeout - endedEarlyMs;
    for (const each of [...asked, ...ofAccounts]) expect(saysByMs(each), each.name).toBeLessThan(longestAnswerMs);
    expect(1000 * pages.Timeout - pageKeepsBackMs).toBe(longestAnswerMs);
    // A form that is refused at the last moment is shown with what stands beside it.
    expect(longestAnswerMs - Math.max(...asked.map(saysByMs))).toBeGreaterThanOrEqual(4000);
    // Within the gateway's time, a page also starts, and its answer goes back.
    expect(29_000 - longestAnswerMs).toBeGreaterThanOrEqual(4000);
  });

  it('hide what waits in a line while it is done, and what is to be listed for little longer than that takes', () => {
    const { Resources } = stage.json.events;
    const timesOf = Object.values(Resources).flatMap(({ Type, Properties }) => {
      if (Type !== 'AWS::Lambda::EventSourceMapping' || 'StartingPosition' in Properties) return [];
      const { EventSourceArn, FunctionName } = Properties as {
        EventSourceArn: { 'Fn::GetAtt': [string, string] };
        FunctionName: { Ref: string };
      };
      const [queue] = EventSourceArn['Fn::GetAtt'];
      const hidden = Number(Resources[queue]?.Properties.VisibilityTimeout);
      return [[queue.slice(0, -8), hidden / Number(Resources[FunctionName.Ref]?.Properties.Timeout)]];
    });
    expect(Object.fromEntries(timesOf)).toEqual({
      Emails: 6,
      EmailsWithDocuments: 6,
      FollowUps: 6,
      DocumentRemovals: 6,
      AccountEndings: 6,
      ListingChanges: 1.25,
    });
  });

  it('keep what cannot be carried out, and encrypt every queue and topic', () => {
    const { events, email, alarms } = stage.templates;
    events.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 200 }),
    });
    const sources = Object.values(stage.json.events.Resources).flatMap(({ Type, Properties }) => {
      const { EventSourceArn } = Properties as { EventSourceArn?: object };
      return Type === 'AWS::Lambda::EventSourceMapping' && !('StartingPosition' in Properties)
        ? [{ Properties, EventSourceArn }]
        : [];
    });
    expect(sources).toHaveLength(6);
    for (const { Properties } of sources) {
      expect(Properties).toMatchObject({ ScalingConfig: { MaximumConcurrency: expect.any(Number) } });
    }
    for (const { Type, Properties } of Object.values(stage.json.events.Resources)) {
      if (Type !== 'AWS::SQS::Queue') continue;
      expect(Properties.SqsManagedSseEnabled).toBe(true);
    }
    email.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    alarms.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    events.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: Match.anyValue(),
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"type":{"S":["email","links-asked"]}}}}' },
          {
            Pattern:
              '{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"type":{"S":["places","session","person","choice","group-booking"]}}}}',
          },
          {
            Pattern:
              '{"eventName":["REMOVE"],"dynamodb":{"OldImage":{"type":{"S":["document","training-document","person","access-needs"]}}}}',
          },
        ],
      },
    });
    // DynamoDB serves two readers of a stream: one is free for whoever has to look.
    const readers = Object.values(stage.json.events.Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::Lambda::EventSourceMapping' && 'StartingPosition' in Properties,
    );
    expect(readers).toHaveLength(1);
    email.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  it('put what services send under a key that they may use', () => {
    const { Resources } = stage.json.events;
    const sentToByServices = Object.values(Resources)
      .filter(
        ({ Type, Properties }) => Type === 'AWS::SQS::QueuePolicy' && JSON.stringify(Properties).includes('Service'),
      )
      .flatMap(({ Properties }) => (Properties as { Queues: { Ref: string }[] }).Queues.map(({ Ref }) => Ref));
    expect(sentToByServices).toHaveLength(1);
    for (const id of sentToByServices) expect(Resources[id]?.Properties).toMatchObject({ SqsManagedSseEnabled: true });
  });

  it('keep no log for ever', () => {
    for (const part of ['api', 'events'] as const) {
      stage.templates[part].allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    }
    const resources = Object.entries(stage.json.api.Resources);
    const [gatewayLog] = resources.filter(([, { Properties = {} }]) =>
      JSON.stringify(Properties.LogGroupName ?? '').includes('API-Gateway-Execution-Logs_'),
    );
    const [gateway] = resources.filter(([, { Type }]) => Type === 'AWS::ApiGateway::Stage');
    // Otherwise the gateway makes the log first, without an end, and the deployment fails.
    expect(gateway?.[1].DependsOn).toContain(gatewayLog?.[0]);
  });
});

describe('the settings of a stage', () => {
  it.each(['dev', 'staging', 'production'])('are usable: %s', (stage) => {
    expect(settingsOf(stage).stage).toBe(stage);
  });

  it('name every fault at once, and what is wanted', () => {
    const good = settingsOf('production');
    const bad = {
      ...good,
      alarmEmail: 'nobody',
      siteUrl: 'https://www.hub.example/',
      throttling: { ...good.throttling, rate: 0 },
    };
    for (const fault of [/alarmEmail: /, /siteUrl: an origin without a path/, /throttling\.rate: /]) {
      expect(() => parseSettings(bad)).toThrow(fault);
    }
    expect(() => parseSettings({ ...good, email: { ...good.email, from: 'x@elsewhere.example' } })).toThrow(
      /email\.from: an address at selwdh\.co\.uk/,
    );
  });

  it('let production wait until its hub has named who answers for what it holds', () => {
    const production = settingsOf('production');
    const missing =
      'has yet to name, for production: the legal name of the controller (controller.legalName); its data';
    expect(() => refuseUnnamed(production, southEastLondon)).toThrow(missing);
    expect(() => refuseUnnamed(production, { ...namedHub, transfers: null })).toThrow(/production: transfers outside/);
    expect(refuseUnnamed(production, namedHub)).toBe(production);
    expect(refuseUnnamed(settingsOf('staging'), southEastLondon).stage).toBe('staging');
  });

  it('are asked for by name', () => {
    expect(() => settingsOf('prod')).toThrow('HUB_STAGE is "prod": choose one of dev, staging, production');
  });
});

describe('the source of the stacks', () => {
  it('refers from stack to stack by objects, and reads no context', () => {
    for (const file of globSync('infra/{stacks,constructs,config}/**/*.ts', { cwd: root })) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/importValue|tryGetContext|grantReadWriteData/);
    }
  });

  it.each([
    // Each takes as long as all the rest of this.
    ...(isLong ? [['dev', settingsOf('dev')] as const] : []),
    ['production with a domain', withDomain()] as const,
  ])('leaves no finding of cdk-nag without a reason beside its construct: %s', (_, settings) => {
    expect(nagFindings(settings)).toEqual([]);
  });
});
