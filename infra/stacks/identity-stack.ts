import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { staffGroups } from '../../shared/http/route.ts';
import { hubById } from '../../shared/hub/hubs.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';

/** Who signs in: hub staff in one pool, learners in another, so that no mistake in one opens the other. */
export class IdentityStack extends HubStack {
  readonly staffPool: UserPool;
  readonly learnerPool: UserPool;
  readonly staffClient: UserPoolClient;
  readonly learnerClient: UserPoolClient;

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, props);
    const { protectData, email, hub } = props.settings;
    const shared = {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      // Cognito's own sender stops after 50 emails a day, and people would wait for their code.
      email: UserPoolEmail.withSES({
        sesRegion: this.region,
        sesVerifiedDomain: email.identityDomain,
        fromEmail: email.from,
        fromName: hubById(hub).name,
      }),
      deletionProtection: protectData,
      removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    };
    const passwords = {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    };
    // An ID token lasts no longer than a shift's break: staff who leave lose access within the hour.
    const client = {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
    };

    this.staffPool = new UserPool(this, 'StaffPool', {
      ...shared,
      selfSignUpEnabled: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: passwords,
    });
    this.staffClient = this.staffPool.addClient('StaffClient', { ...client, refreshTokenValidity: Duration.hours(12) });
    for (const groupName of staffGroups) {
      new UserPoolGroup(this, `Staff-${groupName}`, { userPool: this.staffPool, groupName });
    }

    this.learnerPool = new UserPool(this, 'LearnerPool', {
      ...shared,
      selfSignUpEnabled: true,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: passwords,
    });
    this.learnerClient = this.learnerPool.addClient('LearnerClient', {
      ...client,
      refreshTokenValidity: Duration.days(30),
    });
    Validations.of(this.learnerPool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason:
        'A learner sees only their own bookings, and signs in on a phone between patients: a second factor is theirs to choose.',
    });

    const say = (name: string, value: string) => new CfnOutput(this, name, { value });
    say('StaffPoolId', this.staffPool.userPoolId);
    say('StaffClientId', this.staffClient.userPoolClientId);
    say('LearnerPoolId', this.learnerPool.userPoolId);
    say('LearnerClientId', this.learnerClient.userPoolClientId);
  }
}
