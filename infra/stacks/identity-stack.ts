import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolRiskConfigurationAttachment,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  UserPoolEmail,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { invitationDays } from '#domain/people/staff.ts';
import { staffGroups } from '#http/route.ts';
import { pathOfSignedIn, pathOfSignedOut } from '#http/sign-in-paths.ts';
import { hubById } from '#hub/hubs.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import type { EmailStack } from './email-stack.ts';

interface IdentityStackProps extends HubStackProps {
  readonly email: EmailStack;
}

const passwords = {
  minLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: true,
  tempPasswordValidity: Duration.days(invitationDays),
};

// An ID token lasts no longer than a shift's break: staff who leave lose access within the hour.
const client = {
  preventUserExistenceErrors: true,
  // An address is whose somebody is. Staff who could change theirs would pass for somebody else where nobody decides about their own, and
  // a learner's is that by which their account is found; so they may change their language alone. (A list without any would be taken for all.)
  writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
  idTokenValidity: Duration.hours(1),
  accessTokenValidity: Duration.hours(1),
  // Who signs out is signed out of Cognito, too.
  enableTokenRevocation: true,
  // An email may take some minutes, and somebody may have to find their phone.
  authSessionValidity: Duration.minutes(15),
};

/** To our own pages alone, with a code that is of use to nobody but the page that asked for it (PKCE): so there is no secret to keep. */
const ownPages = (siteUrl: string, below = '') => ({
  flows: { authorizationCodeGrant: true },
  scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
  callbackUrls: [`${siteUrl}${below}${pathOfSignedIn}`],
  logoutUrls: [`${siteUrl}${below}${pathOfSignedOut}`],
});

/** Who signs in: hub staff in one pool, learners in another, so that no mistake in one opens the other. */
export class IdentityStack extends HubStack {
  readonly staffPool: UserPool;
  readonly learnerPool: UserPool;
  readonly staffClient: UserPoolClient;
  readonly learnerClient: UserPoolClient;
  /** Where Cognito's own pages are, on which learners sign in. */
  readonly learnerSignIn: UserPoolDomain;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, props);
    this.staffPool = this.createStaffPool(props);
    this.answerRisks();
    this.staffClient = this.createStaffClient(props);
    const { signIn } = props.settings;
    this.addSignIn('Staff', this.staffPool, this.staffClient, signIn.staff);
    for (const groupName of staffGroups) {
      new UserPoolGroup(this, `Staff-${groupName}`, { userPool: this.staffPool, groupName });
    }
    this.learnerPool = this.createLearnerPool(props);
    this.learnerClient = this.createLearnerClient(props);
    this.learnerSignIn = this.addSignIn('Learner', this.learnerPool, this.learnerClient, signIn.learners);

    const say = (name: string, value: string) => new CfnOutput(this, name, { value });
    say('StaffPoolId', this.staffPool.userPoolId);
    say('StaffClientId', this.staffClient.userPoolClientId);
    say('LearnerPoolId', this.learnerPool.userPoolId);
    say('LearnerClientId', this.learnerClient.userPoolClientId);
  }

  private createStaffPool(props: IdentityStackProps): UserPool {
    const { hub, siteUrl } = props.settings;
    const hubName = hubById(hub).name;
    return new UserPool(this, 'StaffPool', {
      ...this.sharedSettings(props),
      selfSignUpEnabled: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: passwords,
      // Paid for each of a few people, who see much.
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      userInvitation: {
        emailSubject: `${hubName}: your account`,
        emailBody: `An account was made for you at ${hubName}.<br><br>Sign in at ${siteUrl}/staff as {username} with the password {####} within three days. You choose your own password, and set up an authenticator app.`,
      },
    });
  }

  private createStaffClient({ settings }: IdentityStackProps): UserPoolClient {
    return this.staffPool.addClient('StaffClient', {
      ...client,
      authFlows: { userSrp: true },
      oAuth: ownPages(settings.siteUrl, '/staff'),
      refreshTokenValidity: Duration.hours(12),
    });
  }

  private createLearnerPool(props: IdentityStackProps): UserPool {
    const pool = new UserPool(this, 'LearnerPool', {
      ...this.sharedSettings(props),
      // The pool would tell whether an address is known; ours does not (functions/people).
      selfSignUpEnabled: false,
      // Who has a code that was sent to their work email, or a passkey, needs no password to forget. Cognito lets no pool go without
      // passwords; nobody is given one.
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: passwords,
      featurePlan: FeaturePlan.ESSENTIALS,
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason:
          'A learner sees only their own bookings, and signs in on a phone between patients: a second factor is theirs to choose.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'It is charged for each learner, more than all else together, and records from where and with what they sign in.',
      },
    );
    return pool;
  }

  private createLearnerClient({ settings }: IdentityStackProps): UserPoolClient {
    return this.learnerPool.addClient('LearnerClient', {
      ...client,
      authFlows: { user: true },
      oAuth: ownPages(settings.siteUrl),
      // As long as the website's own session (`websiteSessionDays`): people share the computers of their practice.
      refreshTokenValidity: Duration.days(hubById(settings.hub).retention.websiteSessionDays),
    });
  }

  /** Cognito's own pages, on which people of a pool sign in, at an address that their passkeys are bound to. */
  private addSignIn(whose: string, pool: UserPool, appClient: UserPoolClient, domainPrefix: string): UserPoolDomain {
    const domain = pool.addDomain(`${whose}SignIn`, {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without one for its client, Cognito shows no page at all.
    new CfnManagedLoginBranding(this, `${whose}SignInLook`, {
      userPoolId: pool.userPoolId,
      clientId: appClient.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return domain;
  }

  /** What holds for either pool. */
  private sharedSettings({ settings, email: emailStack }: IdentityStackProps) {
    const { protectData, email, hub } = settings;
    const hubName = hubById(hub).name;
    return {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      // Cognito's own sender stops after 50 emails a day, and people would wait for their code.
      email: UserPoolEmail.withSES({
        sesRegion: this.region,
        sesVerifiedDomain: email.identityDomain,
        fromEmail: email.from,
        fromName: hubName,
        configurationSetName: emailStack.signInConfigurationSet.configurationSetName,
      }),
      userVerification: {
        emailSubject: `Your code: {####}`,
        emailBody: `Your code for ${hubName} is {####}. Enter it where you were asked for it. If you did not ask for a code, you need do nothing.`,
      },
      deletionProtection: protectData,
      removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
  }

  /**
   * What follows where Cognito finds a sign-in risky. Staff all have a second factor, which is asked for each time: so nobody is blocked
   * for being on another network, nor told by email; but a password that is known to be stolen lets nobody in.
   */
  private answerRisks(): void {
    const askAgain = { eventAction: 'MFA_IF_CONFIGURED', notify: false };
    new CfnUserPoolRiskConfigurationAttachment(this, 'StaffRisks', {
      userPoolId: this.staffPool.userPoolId,
      clientId: 'ALL',
      compromisedCredentialsRiskConfiguration: { actions: { eventAction: 'BLOCK' } },
      accountTakeoverRiskConfiguration: {
        actions: { lowAction: askAgain, mediumAction: askAgain, highAction: askAgain },
      },
    });
  }
}
