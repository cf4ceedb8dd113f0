import { RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config/settings.ts';
import { HubAlarm, inFiveMinutes } from '../constructs/hub-alarm.ts';

interface AlarmsStackProps extends StackProps {
  readonly settings: StageSettings;
}

/** Whom alarms reach. Before everything else, since each stack makes the alarms of its own things. */
export class AlarmsStack extends Stack {
  /** For whatever services of AWS tell by a topic: it holds what is on its way, and nothing that stays. */
  readonly topicsKey: Key;
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { settings, ...props }: AlarmsStackProps) {
    super(scope, id, props);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': this.account } };
    this.topicsKey = new Key(this, 'TopicsKey', {
      description: 'Encrypts alarms, and what SES says became of emails, on their way',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.topicsKey.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com'), new ServicePrincipal('ses.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: ofThisAccount,
      }),
    );

    this.topic = new Topic(this, 'Alarms', { masterKey: this.topicsKey, enforceSSL: true });
    // A policy of its own takes the place of the one that lets everything in the account publish, alarms among them.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: ofThisAccount,
      }),
    );
    this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    Validations.of(this.topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A notice that cannot be emailed is not lost: the alarm stands in CloudWatch until it is over.',
    });

    new HubAlarm(this, 'Throttled', {
      // Without dimensions it is that of the account in this region, whose limit it is that functions run into.
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...inFiveMinutes(Stats.SUM) }),
      threshold: 1,
      periods: 2,
      impact: 'Too many functions run at once in this account: people are asked to try again, emails are late',
      runbook: 'function-throttled',
      tell: this.topic,
    });
  }
}
