import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ApiDefinition, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnUserPoolGroup, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, type ITable, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunctionConstruct, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { noSuchRoute } from '../../../infra/constructs/gateway-problems.ts';
import { root } from '../deployment.ts';

/**
 * Synthesizes a small app that is nothing like ours, whose functions do on request what a platform must cope with. In the
 * repository's own folder, so that its unbundled functions find the SDK.
 *
 * @returns the folder of the assembly
 */
export function synthesizeAnotherHub(name: string): string {
  const outdir = join(root, '.build', 'another-hub', name);
  rmSync(outdir, { recursive: true, force: true });
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'another', { env: { region: 'eu-west-2' } });

  const table = new Table(stack, 'Things', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'goneAt',
  });
  const deadLetters = new Queue(stack, 'DeadLetters');
  const topic = new Topic(stack, 'Said');
  const configurationSet = new ConfigurationSet(stack, 'Mail');
  configurationSet.addEventDestination('Said', {
    destination: EventDestination.snsTopic(topic),
    events: [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE],
  });

  const code = Code.fromAsset(join(import.meta.dirname, 'functions'));
  const functionOf = (handler: string, timeout = Duration.seconds(5)) =>
    new LambdaFunctionConstruct(stack, handler, {
      code,
      handler: `index.${handler}`,
      runtime: Runtime.NODEJS_24_X,
      timeout,
      environment: { TABLE: table.tableName, CONFIGURATION_SET: configurationSet.configurationSetName },
      ...(handler === 'hear' && { deadLetterQueue: deadLetters }),
    });
  const api = functionOf('api', Duration.seconds(1));
  table.grant(api, 'dynamodb:PutItem');
  api.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['ses:SendRawEmail'],
      resources: ['*'],
      conditions: { StringEquals: { 'ses:FromAddress': 'hello@another.example' } },
    }),
  );
  const asks = functionOf('ask');
  const answers = functionOf('answer');
  asks.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [answers.functionArn] }));
  asks.addEnvironment('MAY_ASK', answers.functionName);
  asks.addEnvironment('MAY_NOT_ASK', api.functionName);
  functionOf('watch').addEventSource(
    new DynamoEventSource(table as ITable, { startingPosition: StartingPosition.TRIM_HORIZON }),
  );
  functionOf('bury').addEventSource(new SqsEventSource(deadLetters));
  topic.addSubscription(new LambdaSubscription(functionOf('hear')));
  new Rule(stack, 'EveryDay', {
    ruleName: 'another-every-day',
    schedule: Schedule.rate(Duration.days(1)),
    targets: [new LambdaFunction(functionOf('tick'))],
  });

  const pools = ['Visitors', 'Keepers'].map((id) => {
    const pool = new UserPool(stack, id, { selfSignUpEnabled: id === 'Visitors' });
    pool.addClient('Client');
    return pool;
  });
  const keepers = pools[1];
  if (keepers) new CfnUserPoolGroup(stack, 'Keeper', { userPoolId: keepers.userPoolId, groupName: 'keeper' });

  api.grantInvoke(new ServicePrincipal('apigateway.amazonaws.com'));
  const answeredBy = ({ functionArn }: LambdaFunctionConstruct) => ({
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
  });
  const post = (more: object = {}) => ({
    post: {
      responses: {},
      'x-amazon-apigateway-integration': answeredBy(api),
      ...more,
    },
  });
  const text = { schema: { type: 'string' } };
  const open = [
    'surroundings',
    'shapeless',
    'throwing',
    'ending',
    'endless',
    'bytes',
    'cookies',
    'things',
    'overreach',
    'letter',
    'mail',
  ];
  const definition = {
    openapi: '3.0.1',
    'x-amazon-apigateway-minimum-compression-size': 1024,
    'x-amazon-apigateway-binary-media-types': ['application/octet-stream'],
    info: { title: 'another', version: '1' },
    paths: {
      '/echo/{id}': post({
        parameters: [
          { name: 'id', in: 'path', required: true, ...text },
          { name: 'wanted', in: 'query', required: true, ...text },
        ],
        'x-amazon-apigateway-request-validator': 'parameters',
      }),
      ...Object.fromEntries(open.map((path) => [`/${path}`, post()])),
      '/ask': post({ 'x-amazon-apigateway-integration': answeredBy(asks) }),
      '/pages/{proxy+}': {
        'x-amazon-apigateway-any-method': { responses: {}, 'x-amazon-apigateway-integration': answeredBy(api) },
      },
      '/nothing/{proxy+}': { 'x-amazon-apigateway-any-method': noSuchRoute() },
      '/closed': post({ security: [{ either: [] }] }),
    },
    components: {
      securitySchemes: {
        either: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'cognito_user_pools',
          'x-amazon-apigateway-authorizer': {
            type: 'cognito_user_pools',
            providerARNs: pools.map(({ userPoolArn }) => userPoolArn),
          },
        },
      },
    },
    'x-amazon-apigateway-request-validators': {
      parameters: { validateRequestParameters: true, validateRequestBody: false },
    },
  };
  new SpecRestApi(stack, 'Api', { cloudWatchRole: false, apiDefinition: ApiDefinition.fromInline(definition) });

  app.synth();
  return outdir;
}
