import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  type IEmailIdentity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';

interface EmailStackProps extends HubStackProps {
  readonly topicsKey: Key;
}

/** How email leaves, and where SES says what became of it. */
export class EmailStack extends HubStack {
  /** Verified beforehand, since that takes a change of DNS: not made here. */
  readonly identity: IEmailIdentity;
  readonly configurationSet: ConfigurationSet;
  /** For the codes that Cognito sends by itself: no record of ours waits to hear what became of them. */
  readonly signInConfigurationSet: ConfigurationSet;
  readonly statusTopic: Topic;

  constructor(scope: Construct, id: string, props: EmailStackProps) {
    super(scope, id, props);
    const { email } = props.settings;
    this.identity = EmailIdentity.fromEmailIdentityName(this, 'Identity', email.identityDomain);

    this.statusTopic = new Topic(this, 'StatusTopic', { masterKey: props.topicsKey, enforceSSL: true });

    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // As the account has it by default, said here: SES's own list stands beside ours, and what clears one clears the other.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSet.addEventDestination('Status', {
      destination: EventDestination.snsTopic(this.statusTopic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    this.signInConfigurationSet = new ConfigurationSet(this, 'SignInConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    this.watchReputation();
  }

  /** SES reviews an account at 5% bounces or 0.1% complaints (Amazon SES developer guide, sender reputation). */
  private watchReputation(): void {
    const hourly = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });
    this.alarm(this, 'ManyBounces', {
      metric: hourly('Reputation.BounceRate'),
      threshold: 0.03,
      impact: 'Many emails come back: SES may stop all email of the hub',
      runbook: 'email-reputation',
    });
    this.alarm(this, 'ManyComplaints', {
      metric: hourly('Reputation.ComplaintRate'),
      threshold: 0.0005,
      impact: 'People mark our emails as spam: SES may stop all email of the hub',
      runbook: 'email-reputation',
    });
  }
}
