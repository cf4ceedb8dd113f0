import * as z from 'zod';
import { hubIds } from '#hub/hubs.ts';

/** One region: the data stays in London. */
export const region = 'eu-west-2';

const origin = z
  .url({ protocol: /^https?$/, error: 'an origin, like https://www.hub.example' })
  .refine((value) => new URL(value).origin === value, 'an origin without a path or a slash at the end');

/** A name under which a hub is reached on the internet. */
const hostname = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'a name in lower case, like www.hub.example');

/** Where the website and the API are reached. Whoever asks for it by any other name is refused. */
const Domain = z.strictObject({
  name: hostname,
  /** Of AWS Certificate Manager, in the API's own region: the gateway takes no other. It must be issued beforehand. */
  certificateArn: z
    .string()
    .regex(
      new RegExp(`^arn:aws:acm:${region}:\\d{12}:certificate/[\\w-]+$`),
      `a certificate in ${region}, like arn:aws:acm:${region}:111122223333:certificate/…`,
    ),
  /** Of Route 53, in the same account, where the name is kept there: its record is made, too. Elsewhere the hub makes it. */
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]+$/, 'the id of a hosted zone, like Z0123456789ABCDEFGHIJ')
    .optional(),
});

export type Domain = z.output<typeof Domain>;
/** Cognito takes no prefix with its own names in it. */
const domainPrefix = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'small letters, digits and hyphens, 63 at most')
  .regex(/^(?!.*(?:aws|amazon|cognito))/, 'a name without "aws", "amazon" or "cognito" in it');

/** What one stage of one hub needs to know. Checked before anything is synthesized. */
export const StageSettings = z.strictObject({
  stage: z.enum(['dev', 'staging', 'production']),
  hub: z.enum(hubIds as [string, ...string[]]),
  /** The hub's website: links in emails lead there, and its pages may call the API. */
  siteUrl: origin,
  /** Needed by whoever wants to use the website: below a stage's path, where the API is without it, neither pages nor emailed links work. */
  domain: Domain.optional(),
  /** Where the API is called, from which mail programs stop news by themselves: the website's own where it is left out. */
  apiUrl: origin.optional(),
  /** Further origins whose pages may call the API. */
  otherOrigins: z.array(origin).default([]),
  /**
   * By which the addresses of the pages on which people sign in begin; nobody else in the region may have them. Passkeys are bound to them: once
   * people have some, they stay.
   */
  signIn: z.strictObject({ learners: domainPrefix, staff: domainPrefix }),
  email: z.strictObject({
    /** A verified SES identity in the same account and region: it must exist beforehand. */
    identityDomain: z.string().min(3),
    from: z.email(),
  }),
  /** Who is told when something needs a person. */
  alarmEmail: z.email(),
  throttling: z.strictObject({
    /** Requests a second to each route, and how many may come at once. The gateway has no limit for them all together. */
    rate: z.int().positive(),
    burst: z.int().positive(),
    /** The same for each route that writes. */
    writeRate: z.int().positive(),
    writeBurst: z.int().positive(),
    /** Of one address in five minutes, above which the firewall refuses it until it asks less. Many people may share one. */
    perAddress: z.strictObject({
      /** Of whatever kind. */
      requests: z.int().min(1000),
      /** Writes that need no signing in. */
      writes: z.int().min(10),
    }),
  }),
  /** Data outlives its stack, and a stack cannot be deleted by mistake. */
  protectData: z.boolean(),
});

export type StageSettings = z.output<typeof StageSettings>;

/** What of one setting must agree with another, each with where it stands. */
function disagreements({ email, siteUrl, apiUrl, domain }: StageSettings): string[] {
  const ofDomain = domain && `https://${domain.name}`;
  return [
    ...(email.from.endsWith(`@${email.identityDomain}`) ? [] : [`email.from: an address at ${email.identityDomain}`]),
    ...(ofDomain === undefined || siteUrl === ofDomain
      ? []
      : [`siteUrl: ${ofDomain}, as domain.name has it: links in emails lead there, and nothing else answers`]),
    ...(ofDomain === undefined || apiUrl === undefined || apiUrl === ofDomain
      ? []
      : [`apiUrl: left out, since the API is reached by domain.name alone`]),
  ];
}

const unusable = (faults: readonly string[]) =>
  new Error(
    `The stage's settings (infra/config/stages.ts) are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );

/** @throws naming each setting that is missing or wrong, and what is wanted */
export function parseSettings(settings: unknown): StageSettings {
  const parsed = StageSettings.safeParse(settings);
  if (!parsed.success) {
    throw unusable(parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(settings)'}: ${message}`));
  }
  const faults = disagreements(parsed.data);
  if (faults.length > 0) throw unusable(faults);
  return parsed.data;
}
