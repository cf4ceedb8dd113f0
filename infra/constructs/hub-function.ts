import { type Duration, Stack, Validations } from 'aws-cdk-lib';
import { type CfnAlarm, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CommonEnv, EnvironmentOf } from '#platform/env.ts';
import { bundleFolder } from '../bundle.ts';
import type { StageSettings } from '../config/settings.ts';
import { type HubAlarm, inFiveMinutes } from './hub-alarm.ts';
import { HubStack, metricsNamespace } from './hub-stack.ts';
import { logOf } from './log-of.ts';

type CommonEnvironment = EnvironmentOf<typeof CommonEnv>;

/** What a function needs beside what every function has: exactly the keys of its env schema. */
export type OwnEnvironment<Environment> = Omit<Environment, keyof CommonEnvironment>;

export interface HubFunctionProps<Environment> {
  /** As its bundle: `bookings-public`. */
  readonly name: string;
  readonly settings: StageSettings;
  readonly environment: OwnEnvironment<Environment>;
  readonly timeout: Duration;
  /** What people notice when it fails; stands in its alarm. */
  readonly impact: string;
  /** Where an asynchronous event goes when the function failed at it again and again. */
  readonly deadLetterQueue?: IQueue;
}

/** One Lambda with a role that may do nothing yet but write its own log. */
export class HubFunction<Environment> extends Construct {
  readonly lambda: LambdaFunction;
  readonly functionName: string;
  readonly impact: string;
  private readonly failing: HubAlarm;

  constructor(scope: Construct, props: HubFunctionProps<Environment>) {
    super(scope, props.name);
    const { name, settings } = props;
    this.functionName = name;
    this.impact = props.impact;

    const logGroup = logOf(this, 'Log');
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const ownLog = `arn:${Stack.of(this).partition}:logs:${Stack.of(this).region}:${Stack.of(this).account}:log-group:${logGroup.logGroupName}:*`;
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [ownLog] }),
    );
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:${Stack.of(this).region}:<AWS::AccountId>:log-group:<${Stack.of(this).getLogicalId(logGroup.node.defaultChild as never)}>:*]`,
      reason: 'The streams of its own log group, whose names Lambda chooses.',
    });

    const common: CommonEnvironment = {
      STAGE: settings.stage,
      HUB: settings.hub,
      LOG_LEVEL: 'INFO',
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(settings),
    };
    this.lambda = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      code: Code.fromAsset(bundleFolder(name)),
      handler: 'index.handler',
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...common, ...(props.environment as Readonly<Record<string, string>>) },
      ...(props.deadLetterQueue && { deadLetterQueue: props.deadLetterQueue }),
    });
    Validations.of(this.lambda).acknowledge({
      id: 'Serverless-LambdaTracing',
      reason:
        'Tracing costs load time in every function; ids in the structured logs lead from a request to its effects.',
    });
    this.failing = HubStack.of(this).alarm(this, 'Failing', {
      metric: this.lambda.metricErrors(inFiveMinutes(Stats.SUM)),
      threshold: 3,
      impact: props.impact,
      runbook: 'function-failing',
    });
    if (!props.deadLetterQueue) {
      Validations.of(this.lambda).acknowledge({
        id: 'Serverless-LambdaDLQ',
        reason: 'Never invoked asynchronously: the gateway hears of a failure, or the stream or queue keeps the event.',
      });
    }
  }

  /** For what runs seldom: three failures may never come together. */
  alarmAtFirstFailure(): void {
    (this.failing.node.defaultChild as CfnAlarm).threshold = 1;
  }

  /** Exactly these actions on exactly these resources. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }
}
