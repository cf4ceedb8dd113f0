import { CfnOutput, RemovalPolicy, Size, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  type CfnRestApi,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApiMode,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { areas } from '#functions/contracts.ts';
import { isWrite } from '#http/route.ts';
import { bookingsApi } from '../areas/bookings.ts';
import { calendarApi } from '../areas/calendar.ts';
import { documentsApi } from '../areas/documents.ts';
import { emailsApi } from '../areas/emails.ts';
import { fundingApi } from '../areas/funding.ts';
import { newsApi } from '../areas/news.ts';
import { peopleApi } from '../areas/people.ts';
import { privacyApi } from '../areas/privacy.ts';
import { apiScope } from '../areas/scope.ts';
import { trainingApi } from '../areas/training.ts';
import { pagesFunction, websiteApi } from '../areas/website.ts';
import type { StageSettings } from '../config/settings.ts';
import { apiDefinition } from '../constructs/api-definition.ts';
import { addFirewall, refusedByFirewall } from '../constructs/firewall.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import type { HubFunction } from '../constructs/hub-function.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import { logOf } from '../constructs/log-of.ts';
import { reachBy, tls } from '../constructs/site-domain.ts';
import type { DocumentsStack } from './documents-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { RecordsStack } from './records-stack.ts';

interface ApiStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly identity: IdentityStack;
  readonly documents: DocumentsStack;
  readonly demographicsUpkeep: Queue;
}

/** An entry of one method takes the place of the stage's, and inherits nothing of it. */
const everyMethod = {
  loggingLevel: MethodLoggingLevel.ERROR,
  // Full logs would hold what people sent.
  dataTraceEnabled: false,
  // Charged for each method. What the alarms watch is counted of the whole API, for nothing.
  metricsEnabled: false,
} satisfies MethodDeploymentOptions;

/** Bytes. A reply of fewer fits one packet, and gains nothing. */
const minimumCompression = 1024;

const apiName = ({ hub, stage }: StageSettings): string => `${hub}-${stage}`;

/** What the world calls: the contract, as a REST API before a firewall, and the website beside it; and the functions that answer them. */
export class ApiStack extends HubStack {
  readonly api: SpecRestApi;
  readonly functions: readonly HubFunction<unknown>[];

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const area = apiScope({ ...props, stack: this });
    const answering = [
      ...bookingsApi(area),
      ...calendarApi(area),
      ...fundingApi(area),
      ...documentsApi(area),
      ...emailsApi(area),
      ...newsApi(area),
      ...peopleApi(area),
      ...privacyApi(area),
      ...trainingApi(area),
    ];
    this.functions = [...answering, ...websiteApi(area, answering)];
    this.api = this.restApi(props);
    // One permission for all of the API: one for each method would fill the template.
    for (const { lambda } of this.functions) {
      lambda.addPermission('CalledByApi', {
        principal: new ServicePrincipal('apigateway.amazonaws.com'),
        sourceArn: this.api.arnForExecuteApi(),
      });
    }
    new CfnOutput(this, 'ApiUrl', {
      value: settings.domain ? settings.siteUrl : this.api.url,
      description: 'Where the API is',
    });
    reachBy(this, this.api, settings);
    addFirewall(this, this.api.deploymentStage.stageArn, settings);
    this.watch(settings);
  }

  private watch(settings: StageSettings): void {
    this.alarm(this, 'ApiFailing', {
      metric: this.api.metricServerError(inFiveMinutes(Stats.SUM)),
      threshold: 5,
      impact: 'Some of what people do on the website fails',
      runbook: 'api-failing',
    });
    this.alarm(this, 'ApiSlow', {
      metric: this.api.metricLatency(inFiveMinutes(Stats.percentile(99))),
      threshold: 3000,
      periods: 3,
      impact: 'The website feels slow: one request in a hundred takes three seconds or more',
      runbook: 'api-slow',
    });
    this.alarm(this, 'FirewallBusy', {
      metric: refusedByFirewall(this, settings, inFiveMinutes(Stats.SUM)),
      threshold: 1000,
      impact: 'Somebody tries the API at a rate that no person would, or the firewall refuses people',
      runbook: 'firewall-busy',
    });
  }

  /** The contract, as the gateway imports it. */
  private definition({ settings, identity }: ApiStackProps): ApiDefinition {
    const uriOf = (name: string): string => {
      const answering = this.functions.find(({ functionName }) => functionName === name);
      if (!answering) throw new Error(`The contract has routes for ${name}, but there is no such function`);
      const { functionArn } = answering.lambda;
      return `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
    };
    return ApiDefinition.fromInline(
      apiDefinition(areas, {
        name: apiName(settings),
        hub: this.hub,
        uriOf,
        pages: pagesFunction,
        pools: { staff: identity.staffPool.userPoolArn, learner: identity.learnerPool.userPoolArn },
        allowedOrigins: [settings.siteUrl, ...settings.otherOrigins],
        held: {
          'x-amazon-apigateway-security-policy': tls.securityPolicy,
          'x-amazon-apigateway-endpoint-access-mode': tls.endpointAccessMode,
          'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: settings.domain !== undefined },
          'x-amazon-apigateway-minimum-compression-size': minimumCompression,
        },
      }),
    );
  }

  private restApi(props: ApiStackProps): SpecRestApi {
    const { settings } = props;
    const { throttling } = settings;
    const accessLog = logOf(this, 'AccessLog');
    // Neither address nor browser of the caller: what the policy lets us know of browsing is the analytics' to minimise.
    const logged = {
      requestId: AccessLogField.contextRequestId(),
      time: AccessLogField.contextRequestTimeEpoch(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      milliseconds: AccessLogField.contextResponseLatency(),
      error: AccessLogField.contextErrorResponseType(),
      tls: '$context.tlsVersion',
    };
    const routes = areas.flatMap((area) => Object.values(area.routes));
    const slowerWrites = Object.fromEntries(
      routes
        .filter(isWrite)
        .map(({ path, method }): [string, MethodDeploymentOptions] => [
          `${path}/${method}`,
          { ...everyMethod, throttlingRateLimit: throttling.writeRate, throttlingBurstLimit: throttling.writeBurst },
        ]),
    );
    const api = new SpecRestApi(this, 'Api', {
      restApiName: apiName(settings),
      apiDefinition: this.definition(props),
      // Otherwise a route that the contract no longer has would stay.
      mode: RestApiMode.OVERWRITE,
      // What the gateway does not understand it leaves out, which may be what closes a route.
      failOnWarnings: true,
      // An import makes an API of the edge otherwise, which takes other security policies; and keeps each description by itself.
      parameters: { endpointConfigurationTypes: EndpointType.REGIONAL, ignore: 'documentation' },
      endpointTypes: [EndpointType.REGIONAL],
      minCompressionSize: Size.bytes(minimumCompression),
      // Otherwise it would answer by another name as well, where neither pages nor links work.
      disableExecuteApiEndpoint: settings.domain !== undefined,
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: settings.stage,
        ...everyMethod,
        tracingEnabled: false,
        throttlingRateLimit: throttling.rate,
        throttlingBurstLimit: throttling.burst,
        methodOptions: slowerWrites,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(logged)),
      },
    });
    // The library's own output of the address, whose name nobody could know beforehand.
    api.node.tryRemoveChild('Endpoint');
    // Not among the properties of SpecRestApi yet. The default would accept TLS 1.0.
    const restApi = api.node.defaultChild as CfnRestApi;
    restApi.securityPolicy = tls.securityPolicy;
    restApi.endpointAccessMode = tls.endpointAccessMode;
    // The gateway would make this log by itself, and keep it for ever.
    const executionLog = logOf(this, 'ExecutionLog', `API-Gateway-Execution-Logs_${api.restApiId}/${settings.stage}`);
    api.deploymentStage.node.addDependency(executionLog);
    Validations.of(api).acknowledge(
      {
        id: 'AwsSolutions-APIG2',
        reason:
          'Every method has a validator for its parameters; bodies are checked by the functions, which can say where the fault is.',
      },
      {
        id: 'Serverless-APIGWXrayEnabled',
        reason: 'Tracing is off throughout: see the functions.',
      },
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        reason: 'The policy that AWS publishes for this one purpose: the gateway writes its logs with it.',
      },
    );
    return api;
  }
}
