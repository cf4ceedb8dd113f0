import { region, type StageSettings } from '../../infra/config/settings.ts';
import { type Check, fine, wrong } from './check.ts';

/** What an account of AWS says of itself, in the hub's region. */
export interface Account {
  id(): Promise<string>;
  /** The version of what the CDK deploys by; none where it was never bootstrapped. */
  bootstrapped(): Promise<number | undefined>;
  sending(): Promise<{ readonly outOfSandbox: boolean; readonly enabled: boolean; readonly perDay: number }>;
  /** None where SES does not know the domain. */
  identity(domain: string): Promise<{ readonly verified: boolean; readonly dkim: string } | undefined>;
  /** How many functions may run at once. */
  concurrency(): Promise<number>;
  /** @throws where GuardDuty does not answer for malware protection */
  malwareProtection(): Promise<void>;
  /** None where there is no such certificate. */
  certificate(arn: string): Promise<Certificate | undefined>;
}

/** As AWS Certificate Manager has it. */
interface Certificate {
  readonly status: string;
  /** `*.hub.example` is one. */
  readonly names: readonly string[];
  readonly endsAt: Date | undefined;
}

/** What AWS gives an account that has asked for it; new ones begin with 10, and a single page asks two functions at once. */
const neededConcurrency = 1000;

/** Without it the CDK cannot publish bundles by their content. */
const neededBootstrap = 6;

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

/** A star stands for one part of a name. */
const covers = (names: readonly string[], wanted: string): boolean =>
  names.includes(wanted) || names.includes(`*.${wanted.split('.').slice(1).join('.')}`);

function ofAccount(account: Account, { domain }: StageSettings): Check[] {
  return [
    {
      what: 'the account',
      async look() {
        const id = await account.id();
        const ofCertificate = domain && accountIn(domain.certificateArn);
        return ofCertificate === undefined || ofCertificate === id
          ? fine(`${id}, in ${region}`)
          : wrong(
              `it is ${id}, and the certificate is of ${ofCertificate}`,
              'Use the credentials of the other account',
            );
      },
    },
    {
      what: 'the CDK’s own resources',
      async look() {
        const version = await account.bootstrapped();
        return version !== undefined && version >= neededBootstrap
          ? fine(`version ${version}`)
          : wrong(
              version === undefined ? 'they are not there' : `they are of version ${version}`,
              `Run: npx cdk bootstrap aws://<account>/${region}`,
            );
      },
    },
  ];
}

function ofEmail(account: Account, { email }: StageSettings): Check[] {
  const domain = email.identityDomain;
  return [
    {
      what: 'SES sends to anybody',
      async look() {
        const { outOfSandbox, enabled, perDay } = await account.sending();
        if (!outOfSandbox)
          return wrong('it is in the sandbox', 'Ask for production access: SES, Account dashboard, in this region');
        return enabled
          ? fine(`${perDay} emails a day`)
          : wrong('sending is switched off', 'SES, Reputation metrics, says why');
      },
    },
    {
      what: `SES sends from ${domain}`,
      async look() {
        const identity = await account.identity(domain);
        if (!identity) return wrong('it does not know the domain', `Make an identity of ${domain} with Easy DKIM`);
        if (!identity.verified) return wrong('it is not verified', 'Put its three DKIM records (CNAME) into DNS');
        return identity.dkim === 'SUCCESS' ? fine() : wrong(`DKIM is ${identity.dkim}`, 'Put its records into DNS');
      },
    },
  ];
}

const ofDomain = (account: Account, { domain, siteUrl }: StageSettings, now: Date): Check => ({
  what: 'the certificate',
  async look() {
    if (!domain)
      return wrong(
        `no domain is set, so that neither pages nor links in emails to ${siteUrl} will work`,
        'Request a certificate in this region, and name both (domain, infra/config/stages.ts)',
      );
    const found = await account.certificate(domain.certificateArn);
    if (!found) return wrong('there is none of this name', 'See domain.certificateArn in infra/config/stages.ts');
    if (found.status !== 'ISSUED')
      return wrong(`it is ${found.status}`, 'Put the records that Certificate Manager names into DNS, and wait');
    if (!covers(found.names, domain.name))
      return wrong(`it is for ${found.names.join(', ')}`, `Request one for ${domain.name}`);
    return found.endsAt && found.endsAt <= now
      ? wrong(`it ended on ${found.endsAt.toISOString().slice(0, 10)}`, 'Renew it')
      : fine(`it is issued for ${domain.name}`);
  },
});

/** Everything that must be there before a stage is deployed, and that no stack makes. */
export const preflightChecks = (account: Account, settings: StageSettings, now: Date): Check[] => [
  ...ofAccount(account, settings),
  ...ofEmail(account, settings),
  {
    what: 'Lambda’s concurrency',
    async look() {
      const atOnce = await account.concurrency();
      return atOnce >= neededConcurrency
        ? fine(`${atOnce} at once`)
        : wrong(
            `${atOnce} at once`,
            `Ask for ${neededConcurrency}: Service Quotas, AWS Lambda, “Concurrent executions”`,
          );
    },
  },
  {
    what: 'GuardDuty’s malware protection',
    async look() {
      await account.malwareProtection();
      return fine();
    },
  },
  ofDomain(account, settings, now),
];
