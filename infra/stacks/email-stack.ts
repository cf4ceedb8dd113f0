import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  type IEmailIdentity,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { HubStackProps } from './hub-stack-props.ts';

/** How email leaves, and where SES says what became of it. */
export class EmailStack extends Stack {
  /** Verified beforehand, since that takes a change of DNS: not made here. */
  readonly identity: IEmailIdentity;
  readonly configurationSet: ConfigurationSet;
  readonly statusTopic: Topic;

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, props);
    const { email } = props.settings;
    this.identity = EmailIdentity.fromEmailIdentityName(this, 'Identity', email.identityDomain);

    const topicKey = new Key(this, 'StatusTopicKey', {
      description: 'Encrypts what SES says became of an email',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    topicKey.grantEncryptDecrypt(
      new ServicePrincipal('ses.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    this.statusTopic = new Topic(this, 'StatusTopic', { masterKey: topicKey, enforceSSL: true });

    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
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
  }
}
