import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  type CfnRestApi,
  EndpointAccessMode,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApiMode,
  SecurityPolicy,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BookingsAdminEnv, BookingsMeEnv, BookingsPublicEnv } from '#functions/bookings/env.ts';
import type { CalendarPublicEnv } from '#functions/calendar/env.ts';
import { areas } from '#functions/contracts.ts';
import type { DocumentsAdminEnv, DocumentsPublicEnv } from '#functions/documents/env.ts';
import type { EmailsAdminEnv } from '#functions/emails/env.ts';
import type { FundingHttpEnv } from '#functions/funding/env.ts';
import { isWrite } from '#http/route.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import type { StageSettings } from '../config/settings.ts';
import { apiDefinition } from '../constructs/api-definition.ts';
import { allowDocuments } from '../constructs/document-access.ts';
import { addFirewall, refusedByFirewall } from '../constructs/firewall.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import { allowTable } from '../constructs/table-access.ts';
import type { DocumentsStack } from './documents-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { RecordsStack } from './records-stack.ts';

interface ApiStackProps extends HubStackProps {
  readonly records: RecordsStack;
  readonly identity: IdentityStack;
  readonly documents: DocumentsStack;
}

/** An entry of one method takes the place of the stage's, and inherits nothing of it. */
const everyMethod = {
  loggingLevel: MethodLoggingLevel.ERROR,
  // Full logs would hold what people sent.
  dataTraceEnabled: false,
  // Charged for each method. What the alarms watch is counted of the whole API, for nothing.
  metricsEnabled: false,
} satisfies MethodDeploymentOptions;

const securityPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;

const apiName = ({ hub, stage }: StageSettings): string => `${hub}-${stage}`;

/** Well below the gateway's 29 seconds, so that the function itself says that it took too long. */
const timeout = Duration.seconds(10);

/** What the world calls: the contract, as a REST API before a firewall, and the functions that answer it. */
export class ApiStack extends HubStack {
  readonly api: SpecRestApi;
  readonly functions: readonly HubFunction<unknown>[];

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { settings } = props;
    this.functions = [
      ...this.bookingsFunctions(props),
      this.calendarFunction(props),
      ...this.fundingFunctions(props),
      ...this.documentsFunctions(props),
      this.emailsFunction(props),
    ];
    this.api = this.restApi(props);
    // One permission for all of the API: one for each method would fill the template.
    for (const { lambda } of this.functions) {
      lambda.addPermission('CalledByApi', {
        principal: new ServicePrincipal('apigateway.amazonaws.com'),
        sourceArn: this.api.arnForExecuteApi(),
      });
    }
    new CfnOutput(this, 'ApiUrl', { value: this.api.url, description: 'Where the API is' });
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
    this.alarm(this, 'PaymentsFailing', {
      metric: this.counted('PaymentFailed', 'funding-admin').with({ period: Duration.days(1) }),
      threshold: 3,
      impact: 'Several payments in a day did not arrive: providers and practices wait for their money',
      runbook: 'payments-failing',
    });
  }

  private environmentOf({ settings, records }: ApiStackProps) {
    return {
      RECORDS_TABLE: records.records.tableName,
      ALLOWED_ORIGINS: [settings.siteUrl, ...settings.otherOrigins].join(','),
    };
  }

  private bookingsFunctions(props: ApiStackProps) {
    const { settings, records } = props;
    const environment = this.environmentOf(props);
    const shared = { settings, timeout };

    const bookingsPublic = new HubFunction<EnvironmentOf<typeof BookingsPublicEnv>>(this, {
      ...shared,
      name: 'bookings-public',
      impact: 'People cannot see, book or cancel sessions',
      environment,
    });
    allowTable(bookingsPublic, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      queries: ['table', 'gsi1'],
    });

    const bookingsMe = new HubFunction<EnvironmentOf<typeof BookingsMeEnv>>(this, {
      ...shared,
      name: 'bookings-me',
      impact: 'Learners who are signed in cannot see their bookings',
      environment,
    });
    allowTable(bookingsMe, records.records, { items: ['GetItem', 'BatchGetItem'], queries: ['table', 'gsi2'] });

    const bookingsAdmin = new HubFunction<EnvironmentOf<typeof BookingsAdminEnv>>(this, {
      ...shared,
      name: 'bookings-admin',
      impact: 'Staff cannot make or publish sessions, nor see who comes',
      environment: { ...environment, AUDIT_TABLE: records.audit.tableName },
    });
    allowTable(bookingsAdmin, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      queries: ['table', 'gsi1', 'gsi2'],
    });
    allowTable(bookingsAdmin, records.audit, { items: ['PutItem'] });

    return [bookingsPublic, bookingsMe, bookingsAdmin];
  }

  /** Apart from bookings, so that what writes calendars does not weigh on the function that books. */
  private calendarFunction(props: ApiStackProps) {
    const { settings, records } = props;
    const calendarPublic = new HubFunction<EnvironmentOf<typeof CalendarPublicEnv>>(this, {
      settings,
      timeout,
      name: 'calendar-public',
      impact: 'People cannot put sessions into their calendars, and calendars that they subscribed to are out of date',
      environment: { ...this.environmentOf(props), SITE_URL: settings.siteUrl },
    });
    allowTable(calendarPublic, records.records, { items: ['BatchGetItem'], queries: ['gsi1'] });
    return calendarPublic;
  }

  private fundingFunctions(props: ApiStackProps) {
    const { settings, records } = props;
    const environment = { ...this.environmentOf(props), AUDIT_TABLE: records.audit.tableName };
    const shared = { settings, timeout };

    const fundingPublic = new HubFunction<EnvironmentOf<typeof FundingHttpEnv>>(this, {
      ...shared,
      name: 'funding-public',
      impact: 'People cannot ask for funding, give statements or send invoices',
      environment,
    });
    allowTable(fundingPublic, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      queries: ['gsi1'],
    });
    allowTable(fundingPublic, records.audit, { items: ['PutItem'] });

    const fundingAdmin = new HubFunction<EnvironmentOf<typeof FundingHttpEnv>>(this, {
      ...shared,
      name: 'funding-admin',
      impact: 'Staff cannot decide requests for funding, nor match and pay invoices',
      environment,
    });
    allowTable(fundingAdmin, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
      queries: ['table', 'gsi1', 'gsi2'],
    });
    allowTable(fundingAdmin, records.audit, { items: ['PutItem'] });

    return [fundingPublic, fundingAdmin];
  }

  /** Apart from funding, so that what signs uploads does not weigh on the function that decides. */
  private documentsFunctions(props: ApiStackProps) {
    const { settings, records, documents } = props;
    const environment = {
      ...this.environmentOf(props),
      DOCUMENTS_BUCKET: documents.bucket.bucketName,
      DOCUMENTS_KEY: documents.key.keyArn,
    };
    const shared = { settings, timeout };

    const documentsPublic = new HubFunction<EnvironmentOf<typeof DocumentsPublicEnv>>(this, {
      ...shared,
      name: 'documents-public',
      impact: 'People cannot upload statements, evidence or invoices',
      environment,
    });
    allowTable(documentsPublic, records.records, {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    });
    allowDocuments(documentsPublic, documents, 'upload');

    const documentsAdmin = new HubFunction<EnvironmentOf<typeof DocumentsAdminEnv>>(this, {
      ...shared,
      name: 'documents-admin',
      impact: 'Staff cannot open statements, evidence or invoices',
      environment: { ...environment, AUDIT_TABLE: records.audit.tableName },
    });
    allowTable(documentsAdmin, records.records, { items: ['GetItem'] });
    allowTable(documentsAdmin, records.audit, { items: ['PutItem'] });
    allowDocuments(documentsAdmin, documents, 'read');

    return [documentsPublic, documentsAdmin];
  }

  /** Apart from every other, since none else may ask anything of SES's own list. */
  private emailsFunction(props: ApiStackProps) {
    const { settings, records } = props;
    const emailsAdmin = new HubFunction<EnvironmentOf<typeof EmailsAdminEnv>>(this, {
      settings,
      timeout,
      name: 'emails-admin',
      impact: 'Staff cannot have the hub write again to an address whose emails came back',
      environment: { ...this.environmentOf(props), AUDIT_TABLE: records.audit.tableName },
    });
    allowTable(emailsAdmin, records.records, { items: ['GetItem', 'PutItem', 'DeleteItem'] });
    allowTable(emailsAdmin, records.audit, { items: ['PutItem'] });
    emailsAdmin.allow(['ses:DeleteSuppressedDestination'], ['*']);
    Validations.of(emailsAdmin).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'ses:DeleteSuppressedDestination: the list is the account’s, and AWS grants it on no single resource.',
    });
    return emailsAdmin;
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
        uriOf,
        pools: { staff: identity.staffPool.userPoolArn, learner: identity.learnerPool.userPoolArn },
        allowedOrigins: [settings.siteUrl, ...settings.otherOrigins],
        held: {
          'x-amazon-apigateway-security-policy': securityPolicy,
          'x-amazon-apigateway-endpoint-access-mode': EndpointAccessMode.STRICT,
        },
      }),
    );
  }

  private restApi(props: ApiStackProps): SpecRestApi {
    const { settings } = props;
    const { throttling } = settings;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
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
    restApi.securityPolicy = securityPolicy;
    restApi.endpointAccessMode = EndpointAccessMode.STRICT;
    // The gateway would make this log by itself, and keep it for ever.
    const executionLog = new LogGroup(this, 'ExecutionLog', {
      logGroupName: `API-Gateway-Execution-Logs_${api.restApiId}/${settings.stage}`,
      retention: settings.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
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
